from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('volunteers', '0003_check_in'),
    ]

    operations = [
        migrations.AddField(
            model_name='volunteer',
            name='link_version',
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False, verbose_name='version of the link to the own page'),
        ),
    ]

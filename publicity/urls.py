"""Addresses of publicity."""

from django.urls import path

from publicity import views

urlpatterns = [
    path("publicity/", views.item_list, name="item-list"),
    path("publicity/items/new/", views.item_new, name="item-new"),
    path("publicity/items/<int:pk>/", views.item_detail, name="item-detail"),
    path("publicity/items/<int:pk>/publish/", views.item_publish, name="item-publish"),
    path("publicity/items/<int:pk>/withdraw/", views.item_withdraw, name="item-withdraw"),
    path("publicity/items/<int:pk>/reads/", views.item_reads, name="item-reads"),
    path("publicity/items/<int:pk>/broadcast/", views.item_broadcast, name="item-broadcast"),
]

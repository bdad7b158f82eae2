"""Models of the command headquarters."""

from command.models.areas import Area, AreaLevel
from command.models.departments import Department, DepartmentAlias
from command.models.duties import AbstractDuty, AreaDuty, DutyLevel
from command.models.tokens import ApiToken
from command.models.users import User
from command.models.webhooks import Webhook, WebhookAttempt, WebhookMessage

__all__ = [
    "AbstractDuty",
    "ApiToken",
    "Area",
    "AreaDuty",
    "AreaLevel",
    "Department",
    "DepartmentAlias",
    "DutyLevel",
    "User",
    "Webhook",
    "WebhookAttempt",
    "WebhookMessage",
]

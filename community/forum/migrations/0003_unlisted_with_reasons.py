from django.db import migrations, models


def list_again(apps, schema_editor):
    """What was left out of lists without a reason is shown again: nothing may be restricted without one."""
    apps.get_model("forum", "Topic").objects.filter(state="unlisted", statement=None).update(state="open")


class Migration(migrations.Migration):
    dependencies = [("forum", "0002_indexes")]

    operations = [
        migrations.RunPython(list_again, migrations.RunPython.noop, elidable=True),
        migrations.RemoveConstraint(model_name="topic", name="forum_topic_removed_with_reasons"),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.CheckConstraint(
                condition=~models.Q(state__in=["removed", "unlisted"]) | models.Q(statement__isnull=False),
                name="forum_topic_hidden_with_reasons",
            ),
        ),
    ]

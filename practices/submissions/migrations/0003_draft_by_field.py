from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("submissions", "0002_shipped_texts"),
    ]

    operations = [
        migrations.AddField(
            model_name="draftbuffer",
            name="base",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="draftbuffer",
            name="changed",
            field=models.JSONField(default=dict),
        ),
    ]

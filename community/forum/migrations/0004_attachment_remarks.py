from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("forum", "0003_unlisted_with_reasons")]

    operations = [migrations.AddField("Attachment", "remarks", models.JSONField(default=list, editable=False))]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("submissions", "0004_criteria_in_their_rubric")]

    operations = [migrations.AddField("Upload", "remarks", models.JSONField(default=list, editable=False))]

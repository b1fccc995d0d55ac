from django import forms

from community.notifications.models import Preference


class PreferenceForm(forms.ModelForm):
    class Meta:
        model = Preference
        fields = ["scope", "rhythm"]
        widgets = {"scope": forms.RadioSelect, "rhythm": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.fields:
            self.fields[name].choices = Preference._meta.get_field(name).choices

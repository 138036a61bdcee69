"""A make-believe company to try the house out: two communities, who works and lives there, and cases in every state.

`village.yaml` says what there is, `stories.yaml` what happened of late. All names are invented; phone numbers come from
a made-up range. It is planted only where nobody is known yet, and each planting has passwords of its own.
"""

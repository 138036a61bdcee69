"""Files with an audience: a link says who may fetch them, internal staff or the resident as well (mechanics: files)."""

"""What is refused before an import begins."""

from shouwen.kit.problem import Malformed


class NotASheet(Malformed):
    """A file of another kind."""

    code = "imports.not_a_sheet"
    zh = "请选择 Excel（xlsx）或 CSV 文件"
    en = "Choose an Excel (xlsx) or CSV file"

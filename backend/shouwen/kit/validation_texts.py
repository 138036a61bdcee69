"""What to say about each kind of wrong field: pydantic's error type → our stable code and a sentence in two languages.

The codes are part of the API; pydantic's own type names are not. Placeholders are bounds of the schema, never input.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class FieldText:
    """A stable code and its sentences, `{placeholders}` named as in pydantic's error context."""

    code: str
    zh: str
    en: str


UNKNOWN: Final = FieldText("invalid", "填写有误", "Not valid")
EMPTY: Final = FieldText("too_short", "不能为空", "Must not be empty")
NOT_A_CODE: Final = FieldText(
    "wrong_form",
    "只能用英文字母、数字和 _ . : / @ # + -，并以字母或数字开头",
    "Only letters, digits and _ . : / @ # + -, beginning with a letter or digit",
)

# code, Chinese, English, pydantic's error types
_TABLE: Final = (
    ("required", "必填", "Required", "missing missing_argument missing_keyword_only_argument"),
    (
        "unknown_field",
        "没有这一项",
        "There is no such field",
        "extra_forbidden unexpected_keyword_argument invalid_key",
    ),
    ("too_deep", "嵌套过深", "Nested too deeply", "recursion_loop recursion_depth_exceeded"),
    ("not_object", "应为对象", "Must be an object", "model_type model_attributes_type dataclass_type dict_type"),
    ("not_object", "应为对象", "Must be an object", "dataclass_exact_type mapping_type named_tuple_type"),
    (
        "not_list",
        "应为列表",
        "Must be a list",
        "list_type tuple_type set_type frozen_set_type iterable_type deque_type",
    ),
    ("not_text", "应为文字", "Must be text", "string_type bytes_type url_type"),
    (
        "not_text",
        "含有无法识别的字符",
        "Contains something that is no character",
        "string_unicode bytes_invalid_encoding",
    ),
    ("not_whole_number", "应为整数", "Must be a whole number", "int_type int_parsing int_from_float"),
    ("not_number", "应为数字", "Must be a number", "float_type float_parsing decimal_type decimal_parsing"),
    ("not_finite", "应为有限的数字", "Must be a finite number", "finite_number"),
    ("out_of_range", "数值超出范围", "Out of range", "int_parsing_size decimal_max_digits decimal_whole_digits"),
    ("too_many_places", "小数位数过多", "Too many decimal places", "decimal_max_places"),
    ("not_boolean", "应为 true 或 false", "Must be true or false", "bool_type bool_parsing"),
    ("not_null", "应为 null", "Must be null", "none_required"),
    ("not_id", "应为 UUID", "Must be a UUID", "uuid_type uuid_parsing uuid_version"),
    (
        "not_instant",
        "应为带时区的时间，如 2026-11-30T08:00:00+08:00",
        "Must be a time with offset, such as 2026-11-30T08:00:00+08:00",
        "instant datetime_type datetime_parsing datetime_object_invalid datetime_from_date_parsing timezone_aware",
    ),
    ("not_instant", "时区不对", "In the wrong time zone", "timezone_naive timezone_offset"),
    (
        "too_far_away",
        "年份应在 {first} 到 {last} 之间",
        "The year must be {first} to {last}",
        "instant_range local_date_range",
    ),
    (
        "not_date",
        "应为日期，如 2026-11-30",
        "Must be a date, such as 2026-11-30",
        "local_date date_type date_parsing date_from_datetime_parsing date_from_datetime_inexact",
    ),
    ("not_past", "应为过去的时间", "Must be in the past", "date_past datetime_past"),
    ("not_future", "应为将来的时间", "Must be in the future", "date_future datetime_future"),
    ("not_time_of_day", "应为时刻，如 08:30", "Must be a time of day, such as 08:30", "time_type time_parsing"),
    ("not_duration", "应为时长", "Must be a duration", "time_delta_type time_delta_parsing"),
    ("not_url", "应为网址", "Must be a URL", "url_parsing url_syntax_violation"),
    ("url_scheme", "网址应以 {expected_schemes} 开头", "The URL must begin with {expected_schemes}", "url_scheme"),
    ("not_phone", "应为电话号码", "Must be a telephone number", "phone"),
    ("too_short", "至少 {min_length} 个字符", "At least {min_length} characters", "string_too_short bytes_too_short"),
    ("too_long", "最多 {max_length} 个字符", "At most {max_length} characters", "string_too_long bytes_too_long"),
    ("too_long", "最多 {max_length} 个字符", "At most {max_length} characters", "url_too_long"),
    ("too_few", "至少 {min_length} 项", "At least {min_length} items", "too_short"),
    ("too_many", "最多 {max_length} 项", "At most {max_length} items", "too_long"),
    ("wrong_form", "格式不对", "Not in the right form", "string_pattern_mismatch string_not_ascii"),
    ("control_character", "含有控制字符", "Contains a control character", "text_control"),
    (
        "direction_character",
        "含有改变文字方向的字符",
        "Contains a character that changes the direction of text",
        "text_direction",
    ),
    ("invisible_character", "含有不可见字符", "Contains an invisible character", "text_invisible"),
    ("too_small", "应大于 {gt}", "Must be greater than {gt}", "greater_than"),
    ("too_small", "不能小于 {ge}", "Must be at least {ge}", "greater_than_equal"),
    ("too_large", "应小于 {lt}", "Must be less than {lt}", "less_than"),
    ("too_large", "不能大于 {le}", "Must be at most {le}", "less_than_equal"),
    ("not_multiple", "应为 {multiple_of} 的倍数", "Must be a multiple of {multiple_of}", "multiple_of"),
    ("not_listed", "应为其中之一：{expected}", "Must be one of: {expected}", "enum literal_error"),
    ("not_listed", "应为其中之一：{expected_tags}", "Must be one of: {expected_tags}", "union_tag_invalid"),
    ("required", "缺少 {discriminator}", "{discriminator} is required", "union_tag_not_found"),
)

TEXTS: Final[Mapping[str, FieldText]] = {
    kind: FieldText(code, zh, en) for code, zh, en, kinds in _TABLE for kind in kinds.split()
}

"""Reading citations out of Chinese text."""

from __future__ import annotations

import pytest

from yichuang.catalogue.citations import bases_from, chinese_number, law_id_of, parse_citations
from yichuang.catalogue.public import BasisStatus


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("五", 5),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零二", 102),
        ("35", 35),
        ("一千二百六十", 1260),
    ],
)
def test_chinese_number(text, value):
    assert chinese_number(text) == value


@pytest.mark.parametrize("text", ["甲", "3a", "第"])
def test_chinese_number_refuses_what_is_none(text):
    with pytest.raises(ValueError, match="no number"):
        chinese_number(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("《行政许可法》第三十二条第一款第（四）项", [("行政许可法", 32, 1)]),
        ("《农业技术推广法》第七条、第八条", [("农业技术推广法", 7, 0), ("农业技术推广法", 8, 0)]),
        (
            "根据《中华人民共和国义务教育法》（主席令第五十二号）第三十九条",
            [("中华人民共和国义务教育法", 39, 0)],
        ),
        ("依照《税收征收管理法》第25条办理", [("税收征收管理法", 25, 0)]),
        (
            "《关于印发《某办法》的通知》第三条和第五条第二款",
            [("关于印发《某办法》的通知", 3, 0), ("关于印发《某办法》的通知", 5, 2)],
        ),
        ("按照《某规划》执行", [("某规划", 0, 0)]),
        ("国务院令第412号附件第193项", []),
        ("", []),
    ],
)
def test_parse_citations(text, found):
    assert [(b.law_name, b.article, b.clause) for b in parse_citations(text)] == found


def test_only_what_the_table_has_counts_as_cited():
    known, no_article, unknown = parse_citations(
        "《中华人民共和国行政许可法》第四十二条、第九百条,《示例省示例条例》第一条"
    )

    assert known.status is BasisStatus.CITED
    assert known.law_id == law_id_of("行政许可法") == "law:行政许可法:2019"
    assert no_article.status is BasisStatus.QUOTED
    assert no_article.law_id == ""
    assert unknown.status is BasisStatus.QUOTED
    assert unknown.quoted == "《示例省示例条例》第一条"


def test_basis_without_a_law_keeps_the_words_of_the_source():
    bases = bases_from("《行政许可法》第十二条;国发〔2010〕21号附件2第37项; ")

    assert [b.quoted for b in bases] == ["《行政许可法》第十二条", "国发〔2010〕21号附件2第37项"]
    assert bases[1].status is BasisStatus.QUOTED

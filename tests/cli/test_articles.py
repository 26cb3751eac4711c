"""``find-claims`` and ``check`` as a user types them."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.test_counts import run

DIGEST = "texts/raw/digest-2025-2026.txt"


def test_the_digest_is_checked_sentence_by_sentence() -> None:
    done = run("check", DIGEST, "--format", "json")
    # 十三 stands twice; the second time only as 文件, after another plan was named.
    claims = {c["published"]: c for c in reversed(json.loads(done.stdout)["claims"])}

    assert done.returncode == 0
    for published, terms in (
        ("45", ["全球", "国际", "各国", "跨国"]),
        ("21", ["合作", "交流"]),
        ("29", ["共"]),
    ):
        assert claims[published]["terms"] == terms
        assert claims[published]["document"] == "action-plan-2025"
        assert claims[published]["verdict"] == "confirmed"
        assert claims[published]["recounted"] == int(published)
    for published, document in (
        ("六", "action-plan-2025"),
        ("十三", "action-plan-2025"),
        ("十一", "governance-initiative-2023"),
    ):
        assert (claims[published]["document"], claims[published]["verdict"]) == (
            document,
            "confirmed",
        )
    assert claims["61"]["verdict"] == claims["6"]["verdict"] == "unverifiable"
    assert set(claims) == {"45", "21", "29", "六", "十三", "十一", "61", "6"}


def test_find_claims_prints_the_keys_others_rely_on() -> None:
    found = json.loads(run("find-claims", DIGEST, "--format", "json").stdout)

    assert {"claims", "unparsed"} <= set(found)
    for claim in found["claims"]:
        assert {
            "quote", "start", "end", "kind", "terms", "open_family", "document_mention", "published"
        } <= set(claim)  # fmt: skip
    assert all(stretch["reason"] for stretch in found["unparsed"])


def test_found_claims_as_yaml_are_a_claims_file(tmp_path: Path) -> None:
    claims = tmp_path / "found.yaml"
    run("find-claims", DIGEST, "--format", "yaml", "--output", str(claims))
    done = run("verify", str(claims), "--format", "json")

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["summary"]["confirmed"] >= 6


def test_a_false_count_in_an_article_exits_1(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("《人工智能全球治理行动计划》提及“全球”99次。", "utf-8")
    done = run("check", str(article))

    assert done.returncode == 1
    assert "refuted" in done.stdout


def test_an_article_without_claims_exits_4(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("今天天气很好。", "utf-8")
    done = run("check", str(article))

    assert done.returncode == 4
    assert "Nothing was checked" in done.stderr


def test_a_missing_article_exits_3_with_one_line() -> None:
    done = run("check", "no-such-article.txt")

    assert (done.returncode, done.stderr.count("\n")) == (3, 1)

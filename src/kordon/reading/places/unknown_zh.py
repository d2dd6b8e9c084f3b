# ruff: noqa: E501
"""Chinese names that no table knows: before 口岸, 港, 站 and the like, or a run of the characters that spell foreign names."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SPELLING = frozenset(
    "阿艾埃爱愛安奥奧巴拜班邦贝貝本比宾賓波伯博布别別查察达達代丹道德登迪蒂丁东東杜多敦厄恩尔爾法菲费費芬佛弗福夫富盖蓋甘冈岡戈格古瓜果哈海罕汉漢豪赫亨胡华華霍基吉加贾賈江杰金卡坎康考科克"
    "肯孔库庫夸拉莱萊赖賴兰蘭朗劳勞勒雷里裡利莉连連列林留隆卢盧鲁魯路伦倫罗羅洛马馬玛瑪迈邁曼芒毛梅门門蒙米密敏明莫姆穆木纳納乃南内內尼涅宁寧纽紐农農努诺諾欧歐帕潘庞龐佩彭皮平泼潑普齐齊奇钦欽切丘让熱热日荣榮"
    "茹瑞若萨薩塞桑沙山尚舍申圣聖施什诗詩史士寿壽舒朔斯丝絲苏蘇索所塔泰坦汤湯唐陶特腾騰提田廷通图圖土托瓦万萬威韦韋维維魏温溫文翁沃乌烏吾武西希锡錫夏显顯香谢謝辛欣兴興休许許雅亚亞延扬揚耶叶葉伊易因英尤于約约扎泽"
    "澤詹珍治朱兹茲宗佐娃妮娜喀策茨契恰楚彻柴梁鄂敖鲍鮑毕畢彼滨濱策措顿頓凡范梵哥根贡貢哗怀懷惠济濟加堪克拉廖麦麥摩默姆捏聂聶帕珀乔喬萘芹儒沙什凯凱瑟赛賽绍紹坡苫孜鎮泊绍泸甸滕藤闰閏俄舍雷姜菜"
)
_RUN = "[" + "".join(sorted(_SPELLING)) + "]"
_HEAD = (
    r"(?P<head>(?:公路|铁路|鐵路|陆路|陸路|国际|國際|边境|邊境|货运|貨運|编组|編組|集装箱|油|煤炭|海关|海關|深水|转运|自由|内河)*"
    r"(?:口岸|检查站|檢查站|过境点|過境點|关卡|關卡|关口|關口|边检站|哨所|海峡|海峽|隧道|山口|港口|港区|港區|港|编组站|编组场|码头|碼頭|车站|車站|火车站|站|大桥|大橋|铁路桥|桥|橋|机场|機場|炼油厂|煉油廠|炼厂|"
    r"油库|油库|半岛|半島|群岛|群島|岛|島|州|省|府|县|縣|市|镇|鎮|湾|灣|湖|河(?!流|南|北)|运河|運河|水道|走廊|高速|公路|铁路|鐵路|船闸|船閘|矿区|矿|油田|气田|海岸|边境|邊境|附近|境内|以西|以东|以南|以北|沿线|方向|一带|锚地))"
)
_NOT = r"(?!(?:前往|该|該|各|两|兩|多|边|邊|公路|铁路|鐵路|陆路|国际|主要|另|此|其|我|对|對|沿|全|等|中|新|外|本|华|这|這|那|每|某|上述|有关|周边|当地|進出|进出|出口|进口|所有|部分|其他|个|個|一|二|三|四|五|六|七|八|九|十|将|將|已|在|从|從))"
_BEFORE = r"(?:^|(?<=[，。；：、（(“「『—–\-在经經从從至与與和由向据據往到赴抵于於自及对對把离離的处處开開日時时午①②③④⑤⑥⑦⑧⑨▲•方地国國]))(?<!对)(?<!的)"
_HEADED = re.compile(
    rf"{_BEFORE}{_NOT}(?P<name>[\u3400-\u9fff]{{2,6}}?)(?:[—–\-至和、](?P<name2>[\u3400-\u9fff]{{2,6}}?))?(?:两处|两地|等)?(?=(?:公路|铁路|鐵路|陆路)?(?:口岸|检查站|檢查站|过境点|過境點|关卡|關卡|编组站))"
)
_QUOTED = re.compile(
    r"[“「『\"](?P<name>[\u3400-\u9fff]{2,8})[”」』\"](?:边境|公路|铁路|邊境)?(?:口岸|检查站|檢查站|过境点|站|港|通道)"
)
_SPELT = re.compile(rf"(?P<name>{_RUN}{{2,8}})(?:[·・](?P<rest>{_RUN}{{2,6}}))?{_HEAD}")
_FREE = re.compile(
    rf"(?P<lead>[在经經从從至自往到赴抵驶駛向离離通])(?P<name>{_RUN}{{3,7}})(?![\u3400-\u9fff]?(?:说|說|称|稱|表示))"
)
_LIST = re.compile(
    rf"(?P<name>{_RUN}{{2,7}})(?:[—–\-]|至|与|與|和|、)(?P<name2>{_RUN}{{2,7}})(?=公路|铁路|鐵路|高速|段|区间|區間|线|線|方向|航线|航線|两|兩|间|間|等|站间)"
)
_ORDINARY = re.compile(
    r"^(?:欧基|同一|唯一|另一|第一|第二|马上|明显|通道|通关|通過|通过|海关|海關|内地|內地|平均|比利|本地|本土|外地|同日|日本|南海|东海|東海|里海|裡海|东部|西部|南部|北部|特别|特別|部分|公路|沿海|近海|远海|内河|英里|海里|山东|江苏|明天|华东|华南|万吨|公里|"
    r"亚洲|欧洲|歐洲|亚欧|欧亚|中亚|西亚|东南亚|南亚|中欧|南欧|西欧|东欧|北欧|拉美|南美|大平|平台|里程|日均|连日|易于|尤其|因此|约|达到|加油|多个|内部|基本|基地|本日|古老|通常|布局|希望|明年|根本|比较|安全|特殊|代表|"
    r"内贸|外贸|西安|海南|海外|国外|马路|山体|里面|山区|海上|海域|海岸|内陆|陆|岸|江|海)"
)
_AREA = re.compile(r"半岛|半島|群岛|群島|岛|島|州|省|府|县|縣|湾|灣|湖|河|海岸|境内|海峡|海峽|水道|边境|邊境")
_STRETCH = re.compile(r"走廊")


def chinese_names(text: str, begin: int, end: int) -> Iterator[tuple[int, int, str, str, str]]:
    """Yield (start, end, name, kind, why) of names that a head noun or their spelling shows."""
    for pattern in (_QUOTED, _HEADED, _SPELT, _LIST, _FREE):
        for match in pattern.finditer(text, begin, end):
            found = match.groupdict()
            head = found.get("head") or ""
            for group in ("name", "name2"):
                name = found.get(group)
                if not name or _ORDINARY.match(name) or (pattern is not _QUOTED and _plain_words(name)):
                    continue
                if pattern is _SPELT and len(name) < 3 and head not in _STRONG:
                    continue
                lead = len(name) > 3 and name[0] in _LEADING
                kind = "corridor" if _STRETCH.search(head) else "area" if _AREA.search(head) else "point"
                a, b = match.span(group)
                a += lead
                if pattern is _SPELT and found.get("rest"):
                    b = match.end("rest")
                shown = text[a:b]
                if group == "name" and head and kind == "area" and head[-1] in "岛島州省湾灣湖峡峽":
                    b = match.end("head")
                    shown = text[a:b]
                yield (
                    a,
                    b,
                    shown,
                    kind,
                    "characters that spell a name" if pattern in (_FREE, _LIST, _SPELT) else "a name before 口岸",
                )


_LEADING = frozenset("让讓使因沿")
"""Characters that spell names but mostly are words of their own before one: '又让塔尔德克山口断了三天'."""
_STRONG = frozenset(
    ("口岸", "检查站", "檢查站", "过境点", "過境點", "港", "站", "编组站", "山口", "海峡", "海峽", "隧道")
)
_WORDS = re.compile(
    r"[的了是有将將已被把为為就也都还還再又未不可会會能要其及并並每该該此这這那某各]|货|貨|车|車|船|运|運|集装|检|檢|查|关闭|恢复|开放|口岸|边境|海关|海關|部门|公司|政府|当局|"
    r"目前|当前|预计|关于|期间|调整|改造|机场|多边|智慧|两处|方面|上述|昨日|今日|当日|近日|以[东西南北]|[东西南北]侧|港口|码头|全部|各地|对侧|新建|扩建|双方|一带|附近"
)


def _plain_words(name: str) -> bool:
    """Whether characters before a head noun are plain words and no name."""
    return bool(_WORDS.search(name))


_NO_RUN = re.compile(
    r"班列|班[费費]|通道|[卢盧]布|[卢盧]比|胡塞|塔利班|布[伦倫]特|措施|伊斯[兰蘭](?!堡|卡)|路因|因[连連安]|日内|普通|[许許]多|明卡|因停|道考|特朗普|川普|于明|西南|四日|加班|基辛格|普京|雷布"
)
"""Runs of characters that spell names which are words: 'trains', 'roubles', 'the Taliban', 'owing to', 'measures'."""
_OPENING_WORDS = frozenset(
    [
        "主持人",
        "听众",
        "聽眾",
        "专访",
        "專訪",
        "访谈",
        "訪談",
        "对谈",
        "對談",
        "敬启者",
        "敬啟者",
        "致客户",
        "致客戶",
        "致货主",
        "記者",
        "记者",
        "编者按",
        "主旨",
        "说明",
        "說明",
        "附件",
        "评论",
        "評論",
        "短讯",
        "快讯",
        "要闻",
        "社论",
        "双城记",
        "嘉宾",
        "问",
        "答",
        "通告",
        "公告",
    ]
)
"""What opens a line before a colon and is no place."""
_LONG_RUN = re.compile(rf"{_RUN}{{3,7}}")
_OPENS = re.compile(r"(?<=[。；;\n】▲])?(?P<name>[\u3400-\u9fff]{2,6})(?=[：:])")
_TAIL = re.compile(r"(?:口岸|港口|港|站|段|市|县|縣|镇|鎮)$")


def chinese_runs(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of longer runs of characters that spell foreign names, and of what opens a sentence before a colon."""
    opening = _OPENS.match(text, begin, end)
    if (
        opening
        and opening.group("name") not in _OPENING_WORDS
        and not _plain_words(opening.group("name"))
        and not _ORDINARY.match(opening.group("name"))
    ):
        tail = _TAIL.search(opening.group("name"))
        yield begin, opening.end("name") - (len(tail.group()) if tail and tail.start() > 1 else 0)
    for match in _LONG_RUN.finditer(text, begin, end):
        if _NO_RUN.search(text, max(begin, match.start() - 1), min(end, match.end() + 1)):
            continue
        if not _plain_words(match.group().replace("查", "")) and not _ORDINARY.match(match.group()):
            yield match.span()  # 查 is in 检查, but 检 spells no name: 林查班

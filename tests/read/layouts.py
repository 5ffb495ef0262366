"""Invented pages in the layouts that real sites use, each with the exact text that stands in them.

Parties, people and facts are made up. `PROSE` is the article that most pages carry in their own way.
"""

from __future__ import annotations

from dataclasses import dataclass

TITLE = "Norland and Sutherland end border talks without a deal"
LEAD = "Envoys of Norland and Sutherland left Harbour City on Tuesday after three days of talks on the Amber Pass."
DEMAND = "Norland demanded that Sutherland withdraw its troops from the pass by 1 May, its foreign minister said."
ANSWER = "Sutherland’s envoy, Ada Brandt, rejected the deadline and called it “an ultimatum”."
LISTED = "In a statement the Norland delegation named its conditions:"
ITEMS = ("Withdrawal of all troops", "Release of 12 prisoners", "A joint border commission")
HEADING = "What comes next"
AFTER = "The two sides will meet again in Lakeside on 14 April, the mediators said in a short note to reporters."
CLOSE = "A spokeswoman for the mediators said that nothing had been agreed until everything was agreed."

WORDS = [f"# {TITLE}", LEAD, DEMAND, ANSWER, LISTED, *(f"- {item}" for item in ITEMS), f"## {HEADING}", AFTER, CLOSE]
PROSE = f"""<p>{LEAD}</p>
<p>{DEMAND}</p>
<p>{ANSWER}</p>
<p>{LISTED}</p>
<ul><li>{ITEMS[0]}</li><li>{ITEMS[1]}</li><li>{ITEMS[2]}</li></ul>
<h2>{HEADING}</h2>
<p>{AFTER}</p>
<p>{CLOSE}</p>"""
OTHER = "Fishing fleets of the north coast demanded lower fuel duties on Monday, and the ministry promised an answer."


@dataclass(frozen=True)
class Layout:
    name: str
    page: str
    expected: tuple[str, ...]


def _layout(name: str, page: str, expected: list[str] | None = None) -> Layout:
    return Layout(name, page, tuple(expected or WORDS))


NEWS_SITE = f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">
<title>{TITLE} | The Daily Courier</title>
<meta property="og:site_name" content="The Daily Courier"><meta property="og:title" content="{TITLE}">
<link rel="canonical" href="https://courier.example/world/border-talks">
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{TITLE}",
"datePublished":"2025-04-01T18:20:00+02:00","author":[{{"@type":"Person","name":"Jana Holt"}},{{"@type":"Person","name":"Ali Terzi"}}],
"publisher":{{"@type":"Organization","name":"The Daily Courier"}}}}</script>
<style>.a{{color:red}}</style></head>
<body class="has-sidebar article-comments-enabled ad-free tag-comments">
<header class="site-header"><a class="logo" href="/">The Daily Courier</a>
<nav><ul><li><a href="/world">World</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<div class="cookie-banner"><p>We use cookies to make this site work and to measure how it is used by our readers.</p><button>Accept</button></div>
<main id="content"><ol class="breadcrumbs"><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ol>
<article class="article article-comments-enabled" itemscope itemtype="https://schema.org/NewsArticle">
<header><span class="kicker">World</span><h1 itemprop="headline">{TITLE}</h1>
<p class="byline">By <a rel="author" href="/jh">Jana Holt</a> and Ali Terzi</p><time datetime="2025-04-01">1 April 2025</time>
<div class="social-share"><a href="#">Facebook</a> <a href="#">Mail</a></div></header>
<figure><img src="pass.jpg" alt="Soldiers at the Amber Pass"><figcaption>Soldiers at the Amber Pass. Photograph: A. Person</figcaption></figure>
<div itemprop="articleBody">
<p>{LEAD}</p><p>{DEMAND}</p>
<div class="ad-slot" id="ad-1"><p>Advertisement</p><p>Buy two tickets for the Courier Ball and get the third one free until Sunday.</p></div>
<p>{ANSWER}</p>
<aside class="related-inline"><h3>More on this story</h3><ul><li><a href="/x">{OTHER}</a></li></ul></aside>
<p>{LISTED}</p><ul><li>{ITEMS[0]}</li><li>{ITEMS[1]}</li><li>{ITEMS[2]}</li></ul>
<div class="newsletter-signup"><h3>Sign up to First Light</h3><p>Our morning mail tells you what matters, every day before seven.</p><form><input name="m"><button>Sign up</button></form></div>
<h2>{HEADING}</h2><p>{AFTER}</p><p>{CLOSE}</p></div>
<ul class="tags"><li><a href="/t/n">Norland</a></li><li><a href="/t/s">Sutherland</a></li></ul></article>
<section id="comments" class="comments-area"><h2>Comments (2)</h2>
<article class="comment-body"><p>Sutherland must give up the pass, and Norland should pay for every bridge that it blew up there.</p></article>
<article class="comment-body"><p>I demand that my government stays out of it. Nobody asked us, and nobody will thank us for it either.</p></article></section>
</main>
<aside class="sidebar"><h2>Most read</h2><ol><li><a href="/1">{OTHER}</a></li></ol></aside>
<footer><p>© 2025 Courier Media. All rights reserved.</p></footer>
<script>document.write("<p>Norland accepts everything.</p>")</script></body></html>"""

WORDPRESS = f"""<!DOCTYPE html><html lang="en-US"><head><meta charset="UTF-8"><title>{TITLE} – Border Watch</title>
<meta property="og:site_name" content="Border Watch"><meta property="article:published_time" content="2025-04-01T07:00:00+00:00">
<meta name="author" content="Mira Sol"></head>
<body class="post-template-default single single-post postid-77 single-format-standard comments-open has-sidebar">
<div id="page" class="site"><a class="skip-link screen-reader-text" href="#content">Skip to content</a>
<header id="masthead" class="site-header"><p class="site-title"><a href="/">Border Watch</a></p>
<nav id="site-navigation" class="main-navigation"><ul id="primary-menu" class="menu"><li><a href="/">Home</a></li></ul></nav></header>
<div id="content" class="site-content"><div id="primary" class="content-area"><main id="main" class="site-main">
<article id="post-77" class="post-77 post type-post status-publish hentry category-newsletter tag-comments tag-share">
<header class="entry-header"><h1 class="entry-title">{TITLE}</h1><div class="entry-meta"><span class="posted-on">
<a href="/77"><time class="entry-date published" datetime="2025-04-01T07:00:00+00:00">April 1, 2025</time></a></span> <span class="byline">by <a href="/mira">Mira Sol</a></span></div></header>
<div class="entry-content">{PROSE}
<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Share this:</h3><ul><li><a href="#">Mastodon</a></li></ul></div>
<div id="jp-relatedposts" class="jp-relatedposts"><h3>Related</h3><p>{OTHER}</p></div></div>
<footer class="entry-footer"><span class="cat-links">Posted in <a href="/c">Talks</a></span></footer></article>
<nav class="navigation post-navigation"><div class="nav-previous"><a href="/76">Previous: Fuel duties</a></div></nav>
<div id="comments" class="comments-area"><h2 class="comments-title">3 thoughts on “{TITLE}”</h2><ol class="comment-list">
<li id="comment-1" class="comment even"><article class="comment-body"><div class="comment-content"><p>{OTHER * 12}</p></div></article></li></ol>
<div id="respond" class="comment-respond"><h3>Leave a Reply</h3><form><textarea></textarea></form></div></div>
</main></div><aside id="secondary" class="widget-area"><section class="widget widget_recent_entries"><h2>Recent Posts</h2><ul><li><a href="/1">{OTHER}</a></li></ul></section></aside></div>
<footer id="colophon" class="site-footer"><div class="site-info">Proudly powered by words</div></footer></div></body></html>"""

AGENCY = f"""<html lang="en"><head><meta charset="utf-8"><title>{TITLE}</title></head><body>
<div class="topbar"><a href="/">ANP News Agency</a> <a href="/log">Log in</a></div>
<div class="wrap"><div class="story"><div class="storyHeadline"><h1>{TITLE}</h1></div>
<div class="dateline">April 1, 2025</div>
<div class="storyText"><p>HARBOUR CITY, April 1 (ANP) - {LEAD}</p><p>{DEMAND}</p><p>{ANSWER}</p><p>{LISTED}</p>
<ul><li>{ITEMS[0]}</li><li>{ITEMS[1]}</li><li>{ITEMS[2]}</li></ul><p>{AFTER}</p><p>{CLOSE}</p>
<p>(Reporting by Jana Holt; Editing by Piet Maas)</p></div></div>
<div class="rightRail"><h4>Latest headlines</h4><ul><li><a href="/1">{OTHER}</a></li><li><a href="/2">Rain expected in the south</a></li></ul></div></div>
<div class="footer">© ANP 2025</div></body></html>"""

MINISTRY = f"""<!DOCTYPE html><html lang="en"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<meta name="DC.date" content="2025-04-01"><meta name="DC.publisher" content="Ministry of Foreign Affairs of Norland"><title>Ministry of Foreign Affairs of Norland - {TITLE}</title></head>
<body><form id="aspnetForm" action="."><div id="header"><img alt="Coat of arms"><div id="menu"><ul><li><a href="/m">The Minister</a></li><li><a href="/p">Press</a></li></ul></div></div>
<div id="container"><div id="left-menu"><ul><li><a href="/a">News</a></li><li><a href="/b">Speeches</a></li></ul></div>
<div id="content"><h1>{TITLE}</h1><div class="date">01.04.2025</div>
<div class="text">{LEAD}<br><br>{DEMAND}<br><br>{ANSWER}<br><br>{LISTED}
<ol><li><p>{ITEMS[0]}</p></li><li><p>{ITEMS[1]}</p></li><li><p>{ITEMS[2]}</p></li></ol>
{AFTER}<br /><br />{CLOSE}</div></div></div>
<div id="footer">Ministry of Foreign Affairs, 1 Palace Square, Northport. Tel. 555 01</div></form></body></html>"""

NGO = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{TITLE} - Pass Watch</title><meta property="og:site_name" content="Pass Watch"></head>
<body class="path-node page-node-type-press-release"><div role="banner"><div class="region-header"><a href="/">Pass Watch</a></div></div>
<div role="navigation"><ul><li><a href="/donate">Donate</a></li></ul></div>
<div role="main" class="main-container"><h1 class="page-header"><span>{TITLE}</span></h1>
<div class="node node--type-press-release"><div class="field field--name-field-date">1 April 2025</div>
<div class="field field--name-body field--type-text-with-summary">{PROSE}<blockquote><p>“We ask both sides to open the road for aid at once,” said Lena Voss.</p><footer>Lena Voss, director of Pass Watch</footer></blockquote></div>
<div class="donate-box"><h3>Support our work</h3><p>Your gift of 10 crowns feeds a family at the pass for a week.</p></div></div></div>
<div role="complementary"><h2>Related content</h2><p>{OTHER}</p></div><div role="contentinfo"><p>Pass Watch is a registered charity.</p></div></body></html>"""

WIKINEWS = f"""<!DOCTYPE html><html class="client-nojs" lang="en" dir="ltr"><head><meta charset="UTF-8"><title>{TITLE} - Wikinews, the free news source</title>
<link rel="canonical" href="https://wikinews.example/wiki/Talks"></head>
<body class="mediawiki ltr sitedir-ltr ns-0 ns-subject page-Talks skin-vector"><div id="mw-page-base" class="noprint"></div>
<div id="content" class="mw-body" role="main"><h1 id="firstHeading" class="firstHeading mw-first-heading">{TITLE}</h1>
<div id="bodyContent" class="vector-body"><div id="siteSub" class="noprint">From Wikinews, the free news source you can write!</div><div id="jump-to-nav"></div>
<div id="mw-content-text" class="mw-body-content"><div class="mw-parser-output">
<p><span id="publishDate" class="published"><strong>Tuesday, April 1, 2025</strong></span></p>
<div class="infobox noprint"><b>Norland</b><ul><li><a href="/1">{OTHER}</a></li></ul></div>
<div class="thumb tright"><div class="thumbinner"><a href="/f"><img alt="x"></a><div class="thumbcaption">The pass in winter.</div></div></div>
<p>{LEAD.replace("Norland", '<a href="/n">Norland</a>')}<sup class="reference"><a href="#c1">[1]</a></sup></p><p>{DEMAND}</p><p>{ANSWER}</p>
<p>{LISTED}</p><ul><li>{ITEMS[0]}</li><li>{ITEMS[1]}</li><li>{ITEMS[2]}</li></ul>
<h2><span class="mw-headline" id="next">{HEADING}</span><span class="mw-editsection">[<a href="/e">edit</a>]</span></h2><p>{AFTER}</p><p>{CLOSE}</p>
<h2><span class="mw-headline">Related news</span></h2><ul><li>“<a href="/o">{OTHER}</a>” — Wikinews, March 3, 2025</li></ul>
<h2><span class="mw-headline">Sources</span></h2><ul><li><span class="sourceTemplate">Jana Holt. “<a href="https://x.example">Talks end</a>” — Courier, April 1, 2025</span></li></ul>
</div></div><div id="catlinks" class="catlinks"><a href="/c">Categories</a>: <ul><li><a href="/1">April 1, 2025</a></li></ul></div></div></div>
<div id="mw-navigation"><h2>Navigation menu</h2><div id="p-search" role="search"><form><input></form></div></div>
<div id="footer" role="contentinfo"><ul><li>This page was last edited on 3 April 2025.</li></ul></div></body></html>"""

OLD_TABLES = f"""<html><head><title>Harbour Post: {TITLE}</title></head><body bgcolor="#ffffff" text="#000000">
<table width="760" border="0" cellspacing="0"><tr><td colspan="3" bgcolor="#000080"><font color="#ffffff" size="5"><b>HARBOUR POST</b></font></td></tr>
<tr><td width="120" valign="top"><a href="1.html">Home</a><br><a href="2.html">World</a><br><a href="3.html">Weather</a><br></td>
<td width="500" valign="top"><font size="4"><b class="headline">{TITLE}</b></font><br><br>
<font face="Times"><p>{LEAD}<p>{DEMAND}<p>{ANSWER}<p>{LISTED}<ul><li>{ITEMS[0]}<li>{ITEMS[1]}<li>{ITEMS[2]}</ul>
<p>{AFTER}<p>{CLOSE}</font></td>
<td width="140" valign="top"><font size="1"><a href="4.html">Fuel duties</a><br><a href="5.html">Rain in the south</a></font></td></tr>
<tr><td colspan="3" align="center"><font size="1">Copyright 1999 Harbour Post</font></td></tr></table></body></html>"""

AMP = f"""<!doctype html><html ⚡ lang="en"><head><meta charset="utf-8"><title>{TITLE}</title><link rel="canonical" href="https://amp.example/talks">
<style amp-boilerplate>body{{visibility:hidden}}</style><noscript><style amp-boilerplate>body{{visibility:visible}}</style></noscript>
<script async src="https://cdn.example/v0.js"></script></head><body style="opacity:0">
<amp-sidebar id="s" layout="nodisplay"><ul><li><a href="/">Home</a></li></ul></amp-sidebar>
<main><article><h1>{TITLE}</h1><amp-img src="x.jpg" width="1" height="1"><noscript><img src="x.jpg"></noscript></amp-img>
<amp-ad width="300" height="250" type="x"><div placeholder>Advertisement for shoes that last a lifetime, at half the price.</div></amp-ad>{PROSE}
<amp-social-share type="mail"></amp-social-share></article></main>
<amp-consent id="c"><p>We and our partners store cookies on your device to make the page work.</p></amp-consent></body></html>"""

CHROME = f"""<!DOCTYPE html>
<!-- saved from url=(0041)https://tribune.example/talks-end-no-deal -->
<html lang="en" class="js flexbox"><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"><title>{TITLE} - The Tribune</title>
<meta property="og:site_name" content="The Tribune"><script src="./Talks_files/a.js.download"></script><style type="text/css">.x{{}}</style></head>
<body class="vsc-initialized" style="overflow: visible;"><div id="__next"><div class="css-1x2y3z"><nav class="css-abc"><a href="https://tribune.example/">The Tribune</a></nav>
<div class="css-9kq"><div class="css-77a"><h1 class="css-h1x">{TITLE}</h1><div class="css-by">By Jana Holt</div>
<section name="articleBody" class="meteredContent css-1r7ky0e"><div class="css-53u6y8">{PROSE.split("<p>" + LISTED)[0]}</div>
<div class="css-ad"><div id="dfp-ad-story-1" class="ad dfp"><div>Advertisement</div></div></div>
<div class="css-53u6y8"><p>{LISTED}{PROSE.split(LISTED)[1]}</div></section></div>
<div id="onetrust-consent-sdk"><div role="dialog" aria-label="Privacy"><p>We value your privacy and the privacy of everyone you share this page with.</p></div></div></div></div></div>
<iframe src="./Talks_files/frame.html" style="display: none;">x</iframe><div id="ghostery-tracker" style="display:none">12 trackers were blocked on this page today.</div></body></html>"""

FIREFOX = f"""<html lang="en"><head>
<meta http-equiv="content-type" content="text/html; charset=UTF-8">
<title>{TITLE} • Lakeside Radio</title><meta content="Lakeside Radio" property="og:site_name"></head><body>
<div id="app"><div class="page"><div class="header" role="banner"><a href="https://radio.example/">Lakeside Radio</a></div>
<div class="page__content"><div class="article"><h1 class="article__title">{TITLE}</h1>
<div class="article__meta"><span>1 April 2025</span></div><div class="article__player audio-player"><p>Listen to this story, read by our presenter in the studio.</p></div>
<div class="article__body">{PROSE.replace("<p>", "<p><span>").replace("</p>", "</span></p>")}<p><strong><a href="/2">Read also: Fishing fleets demand lower fuel duties</a></strong></p></div></div>
<div class="article-list"><h3>More news</h3><div class="card"><p>{OTHER}</p></div><div class="card"><p>{OTHER}</p></div></div></div>
<div class="page__footer footer"><p>Lakeside Radio is a public station.</p></div></div></div></body></html>"""

PAYWALL = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{TITLE}</title></head><body>
<div id="root"><header><nav><a href="/">Ledger</a></nav></header><article class="story free-article"><h1>{TITLE}</h1><h2 class="standfirst">{CLOSE}</h2>
<div class="story-body"><p>{LEAD}</p><p>{DEMAND}</p><p>{ANSWER}</p></div>
<div class="paywall-barrier"><h3>Keep reading for 1 crown</h3><p>You have read all your free articles this month. Subscribe now and cancel at any time you like.</p><ul><li>All stories on every device</li><li>Weekend crossword</li></ul></div></article>
<footer><p>The Ledger</p></footer></div></body></html>"""

DIVS_ONLY = f"""<html lang="en"><head><meta charset="utf-8"><title>{TITLE}</title></head><body><div class="a1"><div class="b1"><a href="/">Home</a><a href="/w">World</a></div>
<div class="c1"><div class="d1"><h1>{TITLE}</h1></div><div class="e1"><div>{LEAD}</div><div>{DEMAND}</div><div>{ANSWER}</div><div>{LISTED}</div>
<ul><li>{ITEMS[0]}</li><li>{ITEMS[1]}</li><li>{ITEMS[2]}</li></ul><h3>{HEADING}</h3><div>{AFTER}</div><div>{CLOSE}</div></div></div>
<div class="f1"><div><a href="/1">Fuel duties</a></div><div><a href="/2">Rain expected in the south</a></div></div></div></body></html>"""

UNION = """<html lang="en"><head><meta charset="utf-8"><title>Dockers’ demands - Harbour Union</title></head><body><div class="nav"><a href="/">Union</a></div>
<div class="content"><h1>Dockers’ demands</h1><p>The Harbour Union asks the port company for these five things, and will stop work on Monday if there is no answer.</p>
<h2>We demand</h2><ul><li>Higher pay</li><li>Shorter shifts</li><li><a href="/s">Safe cranes</a></li></ul>
<h2>We reject</h2><ol><li>Night work on Sundays</li><li>The new <em>clocking</em> system</li></ol>
<table><tr><th>Grade</th><th>Now</th><th>Demanded</th></tr><tr><td>A</td><td>20 crowns</td><td>24 crowns</td></tr></table>
<p>Talks begin on Friday.</p></div><div class="footer">Harbour Union</div></body></html>"""

SHADOWED = f"""<html lang="en"><head><meta charset="utf-8"><title>{TITLE}</title></head><body><main><h1>{TITLE}</h1>{PROSE}</main>
<div class="recommended"><article><h1>Fuel</h1><p>{OTHER}</p><p>{OTHER}</p><p>{OTHER}</p><p>{OTHER}</p><p>{OTHER}</p><p>{OTHER}</p><p>{OTHER}</p><p>{OTHER}</p><p>{OTHER}</p></article></div></body></html>"""

ELEMENTOR = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{TITLE} &#8211; Valley Voice</title><meta property="og:site_name" content="Valley Voice"></head>
<body class="elementor-default elementor-template-full-width elementor-page"><header data-elementor-type="header" class="elementor elementor-location-header"><div class="elementor-widget elementor-widget-nav-menu"><ul><li><a href="/">Home</a></li></ul></div></header>
<div class="elementor elementor-location-single post type-post has-post-thumbnail category-share"><section class="elementor-section"><div class="elementor-container"><div class="elementor-widget elementor-widget-theme-post-title"><div class="elementor-widget-container"><h1 class="elementor-heading-title">{TITLE}</h1></div></div>
<div class="elementor-element elementor-widget elementor-widget-text-editor"><div class="elementor-widget-container"><p>{LEAD}</p><p>{DEMAND}</p><p>{ANSWER}</p></div></div>
<div class="elementor-element elementor-widget elementor-widget-text-editor"><div class="elementor-widget-container"><p>{LISTED}</p><ul><li>{ITEMS[0]}</li><li>{ITEMS[1]}</li><li>{ITEMS[2]}</li></ul></div></div>
<div class="elementor-element elementor-widget elementor-widget-text-editor"><div class="elementor-widget-container"><h2>{HEADING}</h2><p>{AFTER}</p><p>{CLOSE}</p></div></div>
<div class="elementor-element elementor-widget elementor-widget-share-buttons"><a href="#">Share</a></div></div></section></div>
<footer class="elementor-location-footer"><p>Valley Voice, Lakeside</p></footer></body></html>"""

MAIL_LIST = f"""<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><a href="2.html">[next in list]</a><hr><pre>
{LEAD[:60]}
{LEAD[61:] if LEAD[60] == " " else LEAD[60:]}

{DEMAND}

- {ITEMS[0]}
- {ITEMS[1]}

{CLOSE}
</pre><hr></body></html>"""

LIVE_BLOG = f"""<html lang="en"><head><meta charset="utf-8"><title>{TITLE} – live</title></head><body><header><nav><a href="/">Courier</a></nav></header>
<main><h1>{TITLE}</h1><div class="posts"><article class="post"><h2>Brandt: no deal</h2><p>{ANSWER}</p></article>
<article class="post"><h2>Next round on 14 April</h2><p>{AFTER}</p><p>{CLOSE}</p></article><article class="post"><h2>Norland sets a deadline</h2><p>{DEMAND}</p></article></div></main><footer>x</footer></body></html>"""

COMPONENTS = f"""<!DOCTYPE html><html lang="en-GB" class="no-js"><head><meta charset="utf-8"><title>{TITLE} - NBC News</title><meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="NBC News"></head>
<body><div id="root"><header role="banner" class="ssrc-Header"><nav><a href="/">NBC</a></nav></header><main id="main-content" class="ssrc-Main"><article class="ssrc-Article">
<div data-component="headline-block"><h1 id="main-heading" class="ssrc-Heading">{TITLE}</h1></div>
<div data-component="byline-block"><span>1 April 2025</span><div><span>Jana Holt</span><br><span>Border correspondent</span></div></div>
<div data-component="image-block"><figure><span><img alt="x"></span><figcaption><span class="visually-hidden">Image caption, </span>The pass.</figcaption></figure></div>
<div data-component="text-block"><div class="ssrc-RichTextContainer"><p><b>{LEAD}</b></p></div></div>
<div data-component="text-block"><div class="ssrc-RichTextContainer"><p>{DEMAND}</p></div></div>
<div data-component="text-block"><div class="ssrc-RichTextContainer"><p>{ANSWER}</p></div></div>
<div data-component="links-block" class="ssrc-RelatedLinks"><ul><li><a href="/1">{OTHER}</a></li><li><a href="/2">Rain in the south</a></li></ul></div>
<div data-component="text-block"><div class="ssrc-RichTextContainer"><p>{LISTED}</p></div></div>
<div data-component="unordered-list-block"><ul role="list"><li>{ITEMS[0]}</li><li>{ITEMS[1]}</li><li>{ITEMS[2]}</li></ul></div>
<div data-component="subheadline-block"><h2>{HEADING}</h2></div>
<div data-component="text-block"><div class="ssrc-RichTextContainer"><p>{AFTER}</p></div></div>
<div data-component="ad-slot"><div id="mpu">Advertisement</div></div>
<div data-component="text-block"><div class="ssrc-RichTextContainer"><p>{CLOSE}</p></div></div>
<section data-component="tag-list"><h2>Related Topics</h2><ul><li><a href="/t">Norland</a></li></ul></section></article>
<div data-component="links-block"><h2>More on this story</h2><ul><li><a href="/1">{OTHER}</a></li></ul></div></main><footer>NBC</footer></div></body></html>"""

PRESS_RELEASE = f"""<html lang="en" dir="ltr"><head><meta charset="utf-8" /><title>{TITLE} | Council of the Coast</title><meta name="dcterms.date" content="2025-04-01" /></head>
<body class="html not-front page-node node-type-press-release"><div id="skip-link"><a href="#main-content">Skip to main content</a></div>
<div class="l-page"><header class="l-header" role="banner"><a href="/">Council of the Coast</a></header>
<div class="l-main"><div class="l-content" role="main"><a id="main-content"></a><h1>{TITLE}</h1>
<article class="node node--press-release node--full"><div class="node__content">
<div class="field field--name-field-reference"><div class="field__items"><div class="field__item">CC/12345</div></div></div>
<div class="field field--name-body"><div class="field__items"><div class="field__item even" property="content:encoded"><p><em>{LEAD}</em></p>
<p>1. {DEMAND}</p><p>2. {ANSWER}</p><p>3. {LISTED}</p><p style="margin-left:40px">(a) {ITEMS[0]};</p><p style="margin-left:40px">(b) {ITEMS[1]};</p><p style="margin-left:40px">(c) {ITEMS[2]}.</p>
<p>4. {AFTER}</p><p>5. {CLOSE}</p><p style="text-align:center">* *** *</p></div></div></div></div><div class="links"><a href="/print">Printer-friendly version</a></div></article></div>
<aside class="l-region--sidebar"><div class="block"><h2>Also of interest</h2><p>{OTHER}</p></div></aside></div><footer class="l-footer">Council</footer></div></body></html>"""

BLOGGER = f"""<html dir="ltr" lang="en"><head><meta charset="utf-8"/><title>The Pass Diary: {TITLE}</title><meta content="The Pass Diary" property="og:site_name"/></head><body class="item-view"><div class="content"><div class="content-outer">
<div class="header-outer"><div id="header-inner"><h1 class="title"><a href="/">The Pass Diary</a></h1><p class="description">Notes from the border, twice a week, by people who live there.</p></div></div>
<div class="main-outer"><div class="column-center-outer"><div id="Blog1" class="widget Blog"><div class="blog-posts hfeed"><div class="date-outer"><h2 class="date-header"><span>Tuesday, 1 April 2025</span></h2>
<div class="post-outer"><div class="post hentry"><h3 class="post-title entry-title" itemprop="name">{TITLE}</h3>
<div class="post-body entry-content" itemprop="description articleBody"><div style="text-align: justify;">{LEAD}</div><div style="text-align: justify;"><br /></div>
<div style="text-align: justify;">{DEMAND} {ANSWER}</div><br /><div>{LISTED}</div><div><ul><li>{ITEMS[0]}</li><li>{ITEMS[1]}</li><li>{ITEMS[2]}</li></ul></div><b>{HEADING}</b><br /><br />{AFTER}<br /><br />{CLOSE}<div style="clear: both;"></div></div>
<div class="post-footer"><span class="post-author vcard">Posted by <span class="fn">Mira</span></span></div></div></div>
<div class="comments" id="comments"><h4>1 comment:</h4><dl id="comments-block"><dt>Anonymous</dt><dd class="comment-body"><p>{OTHER}</p></dd></dl></div></div></div></div></div>
<div class="column-right-outer"><aside><div class="widget BlogArchive"><h2>Blog Archive</h2><ul><li>April</li></ul></div></aside></div></div></div></div></body></html>"""

NEWSLETTER = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{TITLE} - by Ada Quill</title><meta property="og:title" content="{TITLE}"><meta name="author" content="Ada Quill"></head>
<body><div id="entry"><div class="main-menu"><h1 class="name"><a href="/">The Long Table</a></h1><button>Subscribe</button></div><div class="single-post-container"><article class="newsletter-post post"><div class="post-header"><h1 class="post-title published">{TITLE}</h1><h3 class="subtitle">Three days, no deal, and a date</h3><div class="byline-wrapper"><a href="/a">Ada Quill</a><div>Apr 01, 2025</div></div></div>
<div class="available-content"><div class="body markup"><p>{LEAD}</p><div class="subscription-widget-wrap"><div class="preamble"><p>The Long Table is a reader-supported publication. To receive new posts, become a subscriber.</p></div></div><p>{DEMAND}</p><p>{ANSWER}</p><div class="captioned-image-container"><figure><a href="/x"><img alt="x"></a><figcaption class="image-caption">The pass</figcaption></figure></div><p>{LISTED}</p><ul><li><p>{ITEMS[0]}</p></li><li><p>{ITEMS[1]}</p></li><li><p>{ITEMS[2]}</p></li></ul><h2>{HEADING}</h2><p>{AFTER}</p><p>{CLOSE}</p></div></div>
<div class="post-footer"><a class="post-ufi-button">12</a><a href="#">Share</a></div></article><div class="comments-page"><h4>Discussion about this post</h4><div class="comment"><p>{OTHER}</p></div></div></div></div></body></html>"""

PORTAL = f"""<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en"><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1" /><title>{TITLE}</title></head>
<body id="news" class="layout-content-sidebar"><div id="wrapper-menu-footer"><div id="nav"><ul><li><a href="/">Start</a></li></ul></div><div id="content-with-sidebar"><div id="col1" class="article-share-enabled"><p class="date">April 1, 2025</p><h1>{TITLE}</h1>
<p class="teaser"><strong>{CLOSE}</strong></p><p>{LEAD}</p><p>{DEMAND}</p><p>{ANSWER.replace("’", "&rsquo;").replace("“", "&ldquo;").replace("”", "&rdquo;")}</p><p>{LISTED}</p><ul class="list"><li><span>{ITEMS[0]}</span></li><li>{ITEMS[1]}</li><li>{ITEMS[2]}</li></ul><h3>{HEADING}</h3><p>{AFTER}</p>
<p class="more"><a href="/dossier">More on the Amber Pass</a></p></div><div id="col2"><div class="box"><h3>Service</h3><p><a href="/print">Print version</a></p></div><div class="box"><h3>Calendar</h3><p>3 April: Fair in Lakeside, with music from ten and fireworks at night.</p></div></div></div><div id="foot">Imprint</div></div></body></html>"""

PARTS = f"""<html lang="en"><head><meta charset="utf-8"><title>{TITLE}</title></head><body><div id="h"><a href="/">Home</a></div>
<div id="c"><div class="r1"><h1>{TITLE}</h1></div><div class="r2"><p>{LEAD}</p><p>{DEMAND}</p><p>{ANSWER}</p></div>
<div class="r3"><h3>Our demands</h3><ul><li>Pay</li><li>Rest</li></ul></div><div class="r4"><h3>Elsewhere</h3><ul><li><a href="/1">{OTHER}</a></li></ul></div></div>
<div id="f">Imprint</div></body></html>"""

_WITHOUT_NEXT = [line for line in WORDS if line != f"## {HEADING}"]

LAYOUTS = (
    _layout("news site", NEWS_SITE, [WORDS[0], "By Jana Holt and Ali Terzi", "1 April 2025", *WORDS[1:]]),
    _layout("wordpress", WORDPRESS, [WORDS[0], "April 1, 2025 by Mira Sol", *WORDS[1:]]),
    _layout("agency", AGENCY, [WORDS[0], "April 1, 2025", f"HARBOUR CITY, April 1 (ANP) - {LEAD}", *_WITHOUT_NEXT[2:], "(Reporting by Jana Holt; Editing by Piet Maas)"]),
    _layout("ministry", MINISTRY, [WORDS[0], *_WITHOUT_NEXT[1:]]),
    _layout("ngo", NGO, [WORDS[0], "1 April 2025", *WORDS[1:], "“We ask both sides to open the road for aid at once,” said Lena Voss.", "Lena Voss, director of Pass Watch"]),
    _layout("wikinews", WIKINEWS, [WORDS[0], "Tuesday, April 1, 2025", *WORDS[1:]]),
    _layout("old tables", OLD_TABLES, _WITHOUT_NEXT),
    _layout("amp", AMP),
    _layout("saved by chrome", CHROME, [WORDS[0], "By Jana Holt", *WORDS[1:]]),
    _layout("saved by firefox", FIREFOX, [WORDS[0], "1 April 2025", *WORDS[1:]]),
    _layout("paywall", PAYWALL, [WORDS[0], f"## {CLOSE}", LEAD, DEMAND, ANSWER]),
    _layout("divs only", DIVS_ONLY),
    _layout("union", UNION, ["# Dockers’ demands", "The Harbour Union asks the port company for these five things, and will stop work on Monday if there is no answer.", "## We demand", "- Higher pay", "- Shorter shifts", "- Safe cranes", "## We reject", "- Night work on Sundays", "- The new clocking system", "Grade | Now | Demanded", "A | 20 crowns | 24 crowns", "Talks begin on Friday."]),
    _layout("long related text", SHADOWED),
    _layout("elementor", ELEMENTOR),
    _layout("mail archive", MAIL_LIST, [WORDS[0], LEAD.replace(LEAD[:61], LEAD[:60] + "\n") if LEAD[60] == " " else LEAD[:60] + "\n" + LEAD[60:], DEMAND, f"- {ITEMS[0]}\n- {ITEMS[1]}", CLOSE]),
    _layout("live blog", LIVE_BLOG, [WORDS[0], "## Brandt: no deal", ANSWER, "## Next round on 14 April", AFTER, CLOSE, "## Norland sets a deadline", DEMAND]),
    _layout("list in a part of its own", PARTS, [WORDS[0], LEAD, DEMAND, ANSWER, "## Our demands", "- Pay", "- Rest"]),
    _layout("components", COMPONENTS, [WORDS[0], "1 April 2025", "Jana Holt\nBorder correspondent", *WORDS[1:]]),
    _layout("press release", PRESS_RELEASE, [WORDS[0], "CC/12345", LEAD, f"1. {DEMAND}", f"2. {ANSWER}", f"3. {LISTED}", f"(a) {ITEMS[0]};", f"(b) {ITEMS[1]};", f"(c) {ITEMS[2]}.", f"4. {AFTER}", f"5. {CLOSE}"]),
    _layout("blogger", BLOGGER, [WORDS[0], LEAD, f"{DEMAND} {ANSWER}", LISTED, *(f"- {item}" for item in ITEMS), HEADING, AFTER, CLOSE]),
    _layout("newsletter", NEWSLETTER, [WORDS[0], "## Three days, no deal, and a date", "Apr 01, 2025", *WORDS[1:]]),
    _layout("portal", PORTAL, [WORDS[0], CLOSE, *WORDS[1:-1]]),
)  # fmt: skip

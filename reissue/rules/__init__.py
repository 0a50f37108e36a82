"""The defects we know, one file each, and the order in which they are mended."""

from reissue.rule import Rule
from reissue.rules.bold_for_italic import bold_for_italic
from reissue.rules.bold_heading import bold_heading
from reissue.rules.broken_letter import broken_letter
from reissue.rules.broken_sentence import broken_sentence
from reissue.rules.broken_word import broken_word
from reissue.rules.caption_pointer import caption_pointer
from reissue.rules.clipped_dash import clipped_dash
from reissue.rules.cut_beginning import cut_beginning
from reissue.rules.cut_paragraph import cut_paragraph
from reissue.rules.division_pointer import division_pointer
from reissue.rules.doubtful_reference import doubtful_reference
from reissue.rules.doubtful_word import doubtful_word
from reissue.rules.edge_folio import edge_folio
from reissue.rules.emphasis_tag import emphasis_tag
from reissue.rules.empty_rule import empty_rule
from reissue.rules.entry_pointer import entry_pointer
from reissue.rules.flat_letter import flat_letter
from reissue.rules.flat_quotation import flat_quotation
from reissue.rules.full_last_line import full_last_line
from reissue.rules.hard_line import hard_line
from reissue.rules.heading_level import heading_level
from reissue.rules.heading_line import heading_line
from reissue.rules.heading_pointer import heading_pointer
from reissue.rules.html_table import html_table
from reissue.rules.joined_reference import joined_reference
from reissue.rules.left_margin import left_margin
from reissue.rules.ligature import ligature
from reissue.rules.line_end import line_end
from reissue.rules.list_line import list_line
from reissue.rules.list_mark import list_mark
from reissue.rules.live_markup import live_markup
from reissue.rules.lone_bracket import lone_bracket
from reissue.rules.long_s import long_s
from reissue.rules.loose_emphasis import loose_emphasis
from reissue.rules.loose_folio import loose_folio
from reissue.rules.loose_note_end import loose_note_end
from reissue.rules.loose_space import loose_space
from reissue.rules.lost_capitals import lost_capitals
from reissue.rules.lost_leaf import lost_leaf
from reissue.rules.lost_mark import lost_mark
from reissue.rules.lost_picture import lost_picture
from reissue.rules.markup_like import markup_like
from reissue.rules.misread_contraction import misread_contraction
from reissue.rules.misread_figure import misread_figure
from reissue.rules.misread_hyphen import misread_hyphen
from reissue.rules.misread_label import misread_label
from reissue.rules.misread_letter import misread_letter
from reissue.rules.misread_long_s import misread_long_s
from reissue.rules.misread_reference import misread_reference
from reissue.rules.missing_space import missing_space
from reissue.rules.mojibake import mojibake
from reissue.rules.narrow_measure import narrow_measure
from reissue.rules.note_pointer import note_pointer
from reissue.rules.orphan_reference import orphan_reference
from reissue.rules.page_end import page_end
from reissue.rules.page_foot_note import page_foot_note
from reissue.rules.page_link import page_link
from reissue.rules.page_mark import page_mark
from reissue.rules.page_pointer import page_pointer
from reissue.rules.page_seam import page_seam
from reissue.rules.paired_head import paired_head
from reissue.rules.parted_verse import parted_verse
from reissue.rules.picture_mark import picture_mark
from reissue.rules.plain_heading import plain_heading
from reissue.rules.printed_contents import printed_contents
from reissue.rules.raised_figure import raised_figure
from reissue.rules.raised_letter import raised_letter
from reissue.rules.raised_reference import raised_reference
from reissue.rules.reference_form import reference_form
from reissue.rules.roman_phrase import roman_phrase
from reissue.rules.running_head import running_head
from reissue.rules.short_citation import short_citation
from reissue.rules.signature_mark import signature_mark
from reissue.rules.small_initial import small_initial
from reissue.rules.soft_hyphen import soft_hyphen
from reissue.rules.spaced_mark import spaced_mark
from reissue.rules.spaced_stop import spaced_stop
from reissue.rules.split_heading import split_heading
from reissue.rules.split_mark import split_mark
from reissue.rules.split_note import split_note
from reissue.rules.split_word import split_word
from reissue.rules.straight_quote import straight_quote
from reissue.rules.stray_emphasis import stray_emphasis
from reissue.rules.stray_escape import stray_escape
from reissue.rules.stuck_word import stuck_word
from reissue.rules.swallowed_reference import swallowed_reference
from reissue.rules.symbol_note import symbol_note
from reissue.rules.torn_emphasis import torn_emphasis
from reissue.rules.typed_dash import typed_dash
from reissue.rules.typed_formula import typed_formula
from reissue.rules.unclosed_emphasis import unclosed_emphasis
from reissue.rules.underscored import underscored
from reissue.rules.unmarked_quotation import unmarked_quotation
from reissue.rules.unraised_reference import unraised_reference
from reissue.rules.whole_emphasis import whole_emphasis
from reissue.rules.wide_emphasis import wide_emphasis

RULES: tuple[Rule, ...] = (
    # the file
    line_end,
    lost_leaf,
    page_mark,
    page_link,
    left_margin,
    loose_space,
    emphasis_tag,
    heading_line,
    html_table,
    typed_formula,
    lost_picture,
    live_markup,
    stray_escape,
    mojibake,
    ligature,
    long_s,
    # the page: its furniture and its notes, while the pages' ends still show
    reference_form,
    page_seam,
    symbol_note,
    signature_mark,
    joined_reference,
    edge_folio,
    paired_head,
    running_head,
    misread_label,
    page_foot_note,
    loose_note_end,
    split_note,
    misread_reference,
    raised_figure,
    raised_reference,
    unraised_reference,
    raised_letter,
    doubtful_reference,
    orphan_reference,
    loose_folio,
    empty_rule,
    # the paragraph
    narrow_measure,
    full_last_line,
    hard_line,
    cut_paragraph,
    broken_sentence,
    page_end,
    picture_mark,
    broken_word,
    soft_hyphen,
    misread_hyphen,
    split_word,
    broken_letter,
    missing_space,
    stuck_word,
    misread_long_s,
    typed_dash,
    underscored,
    loose_emphasis,
    torn_emphasis,
    swallowed_reference,
    wide_emphasis,
    unclosed_emphasis,
    stray_emphasis,
    bold_for_italic,
    split_mark,
    straight_quote,
    spaced_mark,
    spaced_stop,
    clipped_dash,
    lost_mark,
    lone_bracket,
    # the book's order
    bold_heading,
    plain_heading,
    split_heading,
    cut_beginning,
    heading_level,
    printed_contents,
    small_initial,
    list_mark,
    list_line,
    parted_verse,
    flat_quotation,
    flat_letter,
    unmarked_quotation,
    whole_emphasis,
    # what is left is the printer's
    markup_like,
    # where the words lead
    short_citation,
    division_pointer,
    heading_pointer,
    caption_pointer,
    note_pointer,
    page_pointer,
    entry_pointer,
    # the letters, and what only the whole book can tell
    misread_figure,
    misread_letter,
    misread_contraction,
    doubtful_word,
    roman_phrase,
    # what the text has lost, and the source has
    lost_capitals,
)

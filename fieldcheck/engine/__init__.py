"""The form engine: XLSForm to ODK XForm to a run of it. Knows nothing of inspections; usable alone."""

from fieldcheck.engine.client import DEPTHS, PRESENT, REMOVED, Bounds, Choice, Node, Page, Section, Violation
from fieldcheck.engine.compiler import Expression, compile_expression
from fieldcheck.engine.findings import Problem
from fieldcheck.engine.form import Form, load, program_of
from fieldcheck.engine.grammar import BadExpression
from fieldcheck.engine.published import PublishedForm, ReferralRule, SignalRule
from fieldcheck.engine.publishing import Checked, check, publish, refusal
from fieldcheck.engine.run import FormRun
from fieldcheck.engine.scope import EvaluationFailed
from fieldcheck.engine.sheets import Cell, cells
from fieldcheck.engine.tree import TreeNode
from fieldcheck.engine.values import Value

__all__ = [
    "DEPTHS",
    "PRESENT",
    "REMOVED",
    "BadExpression",
    "Bounds",
    "Cell",
    "Checked",
    "Choice",
    "EvaluationFailed",
    "Expression",
    "Form",
    "FormRun",
    "Node",
    "Page",
    "Problem",
    "PublishedForm",
    "ReferralRule",
    "Section",
    "SignalRule",
    "TreeNode",
    "Value",
    "Violation",
    "cells",
    "check",
    "compile_expression",
    "load",
    "program_of",
    "publish",
    "refusal",
]

//! How a page is found: which index leads, what the others add, and where the work ends.
//!
//! Both planners would rather guess. So only the leading condition is written in a form that an index can serve;
//! the others are written as expressions (`c.severity + 0`, `c.state || ''`), which no index serves.

use super::{Assignee, BUDGET, Cursor, Direction, FEW, InboxQuery, Sort, Span};
use crate::engine::{Tx, Value};
use crate::error::Result;
use crate::ids::CaseId;
use crate::tokens::{Token, count_cases_with};

/// The way to a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Plan {
    /// The cases of a token that few cases have, sorted.
    FewWithToken(Token),
    /// The cases of a token that many have, newest first whatever the order asked for.
    WalkToken(Token),
    /// The cases of a column's value that few have, sorted.
    Few(Lead),
    /// The cases of a column's value that few have, in the order of its index.
    FewInOrder(Lead),
    /// Along the index of the order, within one value of a column or through all cases.
    Walk(Option<Lead>),
}

/// A condition that an index serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lead {
    Assignee,
    State,
    Waiting,
    Open,
    Brand,
    Severity,
    Due,
    Embargo,
    Submitted,
    Updated,
}

const LEADS: [Lead; 10] = [
    Lead::Assignee,
    Lead::State,
    Lead::Waiting,
    Lead::Open,
    Lead::Brand,
    Lead::Severity,
    Lead::Due,
    Lead::Embargo,
    Lead::Submitted,
    Lead::Updated,
];

/// Ids in order, and where to go on.
pub(super) struct Found {
    pub ids: Vec<CaseId>,
    pub next: Option<Cursor>,
}

pub(super) fn choose(tx: &mut Tx<'_>, query: &InboxQuery) -> Result<Plan> {
    if !query.tokens.is_empty() {
        return choose_token(tx, query);
    }
    let mut best: Option<(i64, Lead)> = None;
    let mut open = None;
    for lead in LEADS {
        let mut sql = Statement::new("select count(*) from (select c.id from cases c where ");
        if !sql.lead(query, lead) {
            continue;
        }
        sql.text(" limit ").value(FEW + 1).text(") as t");
        let count = tx.query_one(&sql.text, &sql.values, |row| row.int(0))?.unwrap_or(0);
        if lead == Lead::Open {
            open = Some(count);
        }
        if best.is_none_or(|(fewest, _)| count < fewest) {
            best = Some((count, lead));
        }
    }
    if let (Some((count, lead)), Some(open)) = (best, open)
        && !lead.keeps_order(query)
        && is_walked_faster(query, count, open)
    {
        return Ok(if open <= FEW { Plan::FewInOrder(Lead::Open) } else { Plan::Walk(Some(Lead::Open)) });
    }
    Ok(match best {
        // Only open cases have clocks: their index is the list, in order.
        Some((_, Lead::Open)) if query.sort == Sort::Due => Plan::Walk(None),
        Some((count, lead)) if count <= FEW && lead.keeps_order(query) => Plan::FewInOrder(lead),
        Some((count, lead)) if count <= FEW => Plan::Few(lead),
        _ => Plan::Walk(LEADS.into_iter().find(|lead| lead.keeps_order(query))),
    })
}

/// Whether the index of the open cases, which has the order asked for, fills a page with fewer rows than there are
/// to be sorted: if those that fit are spread evenly, one in `open / count` does.
fn is_walked_faster(query: &InboxQuery, count: i64, open: i64) -> bool {
    Lead::Open.keeps_order(query) && query.limit.max(1) * open < count * count / 2
}

/// The number of rows of a list that a column narrows, counted up to `limit` without bringing them in order; none
/// where the way to the list is another.
pub(super) fn count(tx: &mut Tx<'_>, query: &InboxQuery, plan: &Plan, limit: i64) -> Result<Option<i64>> {
    let (Plan::Few(lead) | Plan::FewInOrder(lead)) = *plan else { return Ok(None) };
    let mut sql = Statement::new("select count(*) from (select c.id from cases c where ");
    sql.lead(query, lead);
    sql.sortable(query).rest(query, Some(lead), None);
    sql.text(" limit ").value(limit).text(") as t");
    tx.query_one(&sql.text, &sql.values, |row| row.int(0))
}

fn choose_token(tx: &mut Tx<'_>, query: &InboxQuery) -> Result<Plan> {
    let mut rarest = (i64::MAX, query.tokens[0]);
    for token in &query.tokens {
        let count = count_cases_with(tx, *token, FEW + 1)?;
        rarest = rarest.min((count, *token));
    }
    let (count, token) = rarest;
    Ok(if count <= FEW { Plan::FewWithToken(token) } else { Plan::WalkToken(token) })
}

pub(super) fn run(tx: &mut Tx<'_>, query: &InboxQuery, plan: &Plan, limit: i64) -> Result<Found> {
    let boundary = match boundary_statement(query, plan) {
        None => None,
        Some(sql) => tx.query_one(&sql.text, &sql.values, read_cursor)?,
    };
    let sql = page_statement(query, plan, boundary, limit);
    let mut found = tx.query(&sql.text, &sql.values, read_cursor)?;
    let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = found.len() > wanted;
    found.truncate(wanted);
    let next = if more { found.last().copied() } else { boundary };
    Ok(Found { ids: found.into_iter().map(|cursor| cursor.id).collect(), next })
}

fn read_cursor(row: &crate::engine::Row<'_>) -> Result<Cursor> {
    Ok(Cursor { value: row.int(0)?, id: CaseId(row.int(1)?) })
}

/// The statements of all plans a query could get, each with a name.
pub(super) fn all_statements(query: &InboxQuery, limit: i64) -> Vec<(String, String, Vec<Value<'static>>)> {
    let mut plans: Vec<Plan> = match query.tokens.first() {
        Some(token) => vec![Plan::FewWithToken(*token), Plan::WalkToken(*token)],
        None => vec![Plan::Walk(LEADS.into_iter().find(|lead| lead.keeps_order(query)))],
    };
    if query.tokens.is_empty() {
        let has = |lead: &Lead| Statement::new("").lead(query, *lead);
        let few = |lead: Lead| if lead.keeps_order(query) { Plan::FewInOrder(lead) } else { Plan::Few(lead) };
        plans.extend(LEADS.into_iter().filter(has).map(few));
    }
    let mut statements = Vec::new();
    for plan in plans {
        let name = match plan {
            Plan::FewWithToken(_) => "few with a token".to_owned(),
            Plan::WalkToken(_) => "walk along a token".to_owned(),
            Plan::Few(lead) => format!("few by {lead:?}"),
            Plan::FewInOrder(lead) => format!("walk few by {lead:?}"),
            Plan::Walk(lead) => format!("walk within {lead:?}"),
        };
        let boundary = boundary_statement(query, &plan);
        let end = boundary.as_ref().map(|_| Cursor { value: 0, id: CaseId(0) });
        let page = page_statement(query, &plan, end, limit);
        statements.extend(boundary.into_iter().chain([page]).map(|sql| (name.clone(), sql.text, sql.values)));
    }
    statements
}

/// Finds the row where the budget of a walk ends. A walk in which every row fits needs none.
fn boundary_statement(query: &InboxQuery, plan: &Plan) -> Option<Statement> {
    let mut sql;
    match *plan {
        Plan::FewWithToken(_) | Plan::Few(_) | Plan::FewInOrder(_) => return None,
        Plan::WalkToken(token) => {
            sql = Statement::new("select w.case_id, w.case_id from tokens w where w.token = ");
            sql.value(token.0);
            sql.walk_on(query, "w.case_id", Direction::Descending);
            sql.text(" order by w.case_id desc");
        }
        Plan::Walk(lead) => {
            if !Statement::new("").rest(query, lead, Some(query.sort)) {
                return None;
            }
            let column = query.sort.column();
            sql = Statement::new(&format!("select {column}, c.id from cases c where "));
            sql.walk_range(query, lead);
            sql.order(query.direction, column);
        }
    }
    sql.text(" limit 1 offset ").value(BUDGET - 1);
    Some(sql)
}

fn page_statement(query: &InboxQuery, plan: &Plan, end: Option<Cursor>, limit: i64) -> Statement {
    let column = query.sort.column();
    let unindexed = format!("{column} + 0");
    let mut sql;
    match *plan {
        Plan::Few(lead) => {
            sql = Statement::new(&format!("select {unindexed}, c.id from cases c where "));
            sql.lead(query, lead);
            sql.sortable(query).rest(query, Some(lead), None);
            sql.keyset(query, &unindexed).order(query.direction, &unindexed);
        }
        Plan::FewWithToken(token) => {
            sql = Statement::new(&format!(
                "select {unindexed}, c.id from tokens w join cases c on c.id = w.case_id where w.token = "
            ));
            sql.value(token.0).other_tokens(query, token, "w.case_id");
            sql.sortable(query).rest(query, None, None);
            sql.keyset(query, &unindexed).order(query.direction, &unindexed);
        }
        Plan::WalkToken(token) => {
            sql = Statement::new(
                "select w.case_id, w.case_id from tokens w join cases c on c.id = w.case_id where w.token = ",
            );
            sql.value(token.0).other_tokens(query, token, "w.case_id");
            sql.sortable(query).rest(query, None, None);
            sql.walk_on(query, "w.case_id", Direction::Descending);
            if let Some(end) = end {
                sql.text(" and w.case_id >= ").value(end.id.0);
            }
            sql.text(" order by w.case_id desc");
        }
        Plan::Walk(_) | Plan::FewInOrder(_) => {
            let lead = match *plan {
                Plan::FewInOrder(lead) => Some(lead),
                Plan::Walk(lead) => lead,
                _ => None,
            };
            sql = Statement::new(&format!("select {column}, c.id from cases c where "));
            sql.walk_range(query, lead);
            sql.rest(query, lead, Some(query.sort));
            if let Some(end) = end {
                let sign = if query.direction == Direction::Descending { ">=" } else { "<=" };
                sql.compare(column, sign, end);
            }
            sql.order(query.direction, column);
        }
    }
    sql.text(" limit ").value(limit + 1);
    sql
}

impl Sort {
    fn column(self) -> &'static str {
        match self {
            Sort::Updated => "c.updated_at",
            Sort::Submitted => "c.submitted_at",
            Sort::Due => "c.next_due_at",
            Sort::Severity => "c.severity",
        }
    }
}

impl Assignee {
    fn column(self) -> i64 {
        match self {
            Assignee::Nobody => 0,
            Assignee::User(user) => user.0,
        }
    }
}

impl Lead {
    /// Whether the index of this condition has the cases in the order asked for.
    fn keeps_order(self, query: &InboxQuery) -> bool {
        if self == Lead::Open {
            return query.is_open && query.sort != Sort::Due;
        }
        query.sort == Sort::Updated
            && match self {
                Lead::Assignee => query.assignee.is_some(),
                Lead::State => query.states.len() == 1,
                Lead::Waiting => query.waiting_on.len() == 1,
                Lead::Brand => query.brands.len() == 1,
                Lead::Open | Lead::Severity | Lead::Due | Lead::Embargo | Lead::Submitted | Lead::Updated => {
                    false
                }
            }
    }

    /// Whether there is an index of this condition among the open cases only.
    fn has_open_index(self) -> bool {
        matches!(self, Lead::Open | Lead::Assignee | Lead::Severity | Lead::Submitted | Lead::Updated)
    }

    /// Whether the walk along this order takes the condition as the range of its index.
    fn is_range_of(self, sort: Sort) -> bool {
        matches!(
            (self, sort),
            (Lead::Severity, Sort::Severity)
                | (Lead::Due, Sort::Due)
                | (Lead::Submitted, Sort::Submitted)
                | (Lead::Updated, Sort::Updated)
        )
    }
}

/// A statement being written, with its numbered parameters.
struct Statement {
    text: String,
    values: Vec<Value<'static>>,
}

impl Statement {
    fn new(text: &str) -> Self {
        Statement { text: text.to_owned(), values: Vec::new() }
    }

    fn text(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    fn value(&mut self, value: impl Into<Value<'static>>) -> &mut Self {
        self.values.push(value.into());
        let number = self.values.len();
        self.text(&format!("${number}"))
    }

    fn list<T: Clone + Into<Value<'static>>>(&mut self, expression: &str, values: &[T]) -> &mut Self {
        self.text(expression).text(" (");
        for (position, value) in values.iter().enumerate() {
            if position > 0 {
                self.text(", ");
            }
            self.value(value.clone());
        }
        self.text(")")
    }

    /// Writes one condition so that its index serves it; answers whether the query has this condition.
    fn lead(&mut self, query: &InboxQuery, lead: Lead) -> bool {
        if !self.condition(query, lead, ("", "")) {
            return false;
        }
        if query.is_open && lead.has_open_index() && lead != Lead::Open {
            self.text(" and c.closed_at is null");
        }
        true
    }

    /// Writes one condition; `guard` holds what keeps an index away from texts and from numbers.
    fn condition(&mut self, query: &InboxQuery, lead: Lead, guard: (&str, &str)) -> bool {
        let (text, number) = guard;
        match lead {
            Lead::Assignee => {
                let Some(assignee) = query.assignee else { return false };
                self.text(&format!("c.assignee{number} = ")).value(assignee.column());
            }
            Lead::State => return self.one_of(&format!("c.state{text}"), &query.states),
            Lead::Waiting => return self.one_of(&format!("c.waiting_on{text}"), &query.waiting_on),
            Lead::Open => {
                if !query.is_open {
                    return false;
                }
                self.text(&format!("c.closed_at{number} is null"));
            }
            Lead::Brand => return self.one_of(&format!("c.brand{text}"), &query.brands),
            Lead::Severity => return self.severity(query, number),
            Lead::Due => {
                let Some(moment) = query.due_before else { return false };
                self.text("c.next_due_at is not null and ");
                self.text(&format!("c.next_due_at{number} < ")).value(moment);
            }
            Lead::Embargo => {
                let Some(moment) = query.embargo_before else { return false };
                self.text("c.embargo_end is not null and ");
                self.text(&format!("c.embargo_end{number} < ")).value(moment);
            }
            Lead::Submitted => return self.span(&format!("c.submitted_at{number}"), query.submitted),
            Lead::Updated => return self.span(&format!("c.updated_at{number}"), query.updated),
        }
        true
    }

    fn one_of(&mut self, expression: &str, values: &[String]) -> bool {
        match values {
            [] => return false,
            [value] => self.text(expression).text(" = ").value(value.clone()),
            values => self.list(&format!("{expression} in"), values),
        };
        true
    }

    fn severity(&mut self, query: &InboxQuery, guard: &str) -> bool {
        let mut has_condition = false;
        if !query.severities.is_empty() {
            self.list(&format!("c.severity{guard} in"), &query.severities);
            has_condition = true;
        }
        if let Some(least) = query.severity_at_least {
            if has_condition {
                self.text(" and ");
            }
            self.text(&format!("c.severity{guard} >= ")).value(least);
            has_condition = true;
        }
        has_condition
    }

    fn span(&mut self, expression: &str, span: Span) -> bool {
        match (span.from, span.before) {
            (None, None) => return false,
            (Some(from), None) => self.text(expression).text(" >= ").value(from),
            (None, Some(before)) => self.text(expression).text(" < ").value(before),
            (Some(from), Some(before)) => {
                self.text(expression).text(" >= ").value(from).text(" and ");
                self.text(expression).text(" < ").value(before)
            }
        };
        true
    }

    /// Writes all conditions that neither `lead` nor the range of `walked` covers; answers whether there are any.
    fn rest(&mut self, query: &InboxQuery, lead: Option<Lead>, walked: Option<Sort>) -> bool {
        let before = self.text.len();
        for other in LEADS {
            if Some(other) == lead || walked.is_some_and(|sort| other.is_range_of(sort)) {
                continue;
            }
            if other == Lead::Open && lead.is_some_and(Lead::has_open_index) {
                continue;
            }
            let undo = self.text.len();
            self.text(" and ");
            if !self.condition(query, other, (" || ''", " + 0")) {
                self.text.truncate(undo);
            }
        }
        if !query.programs.is_empty() {
            self.list(" and c.program in", &query.programs);
        }
        if !query.not_states.is_empty() {
            self.list(" and c.state not in", &query.not_states);
        }
        if !query.not_brands.is_empty() {
            self.list(" and c.brand || '' not in", &query.not_brands);
        }
        let columns = |users: &[Assignee]| users.iter().map(|user| user.column()).collect::<Vec<_>>();
        if !query.assignees.is_empty() {
            self.list(" and c.assignee + 0 in", &columns(&query.assignees));
        }
        if !query.not_assignees.is_empty() {
            self.list(" and c.assignee + 0 not in", &columns(&query.not_assignees));
        }
        if let Some(moment) = query.due_from {
            self.text(" and c.next_due_at is not null and c.next_due_at + 0 >= ").value(moment);
        }
        if query.flags != 0 {
            self.text(" and (c.flags & ").value(query.flags).text(") = ").value(query.flags);
        }
        if query.not_flags != 0 {
            self.text(" and (c.flags & ").value(query.not_flags).text(") = 0");
        }
        for group in query.any_tokens.iter().filter(|group| !group.is_empty()) {
            let tokens: Vec<i64> = group.iter().map(|token| token.0).collect();
            self.text(" and exists (select 1 from tokens a where a.case_id = c.id and");
            self.list(" a.token in", &tokens).text(")");
        }
        for token in &query.not_tokens {
            self.text(" and not exists (select 1 from tokens n where n.case_id = c.id and n.token = ");
            self.value(token.0).text(")");
        }
        self.text.len() > before
    }

    /// Cases without a clock have no place in a list by clock.
    fn sortable(&mut self, query: &InboxQuery) -> &mut Self {
        if query.sort == Sort::Due {
            self.text(" and c.next_due_at is not null");
        }
        self
    }

    fn other_tokens(&mut self, query: &InboxQuery, leading: Token, case: &str) -> &mut Self {
        for token in query.tokens.iter().filter(|token| **token != leading) {
            self.text(&format!(
                " and exists (select 1 from tokens o where o.case_id = {case} and o.token = "
            ));
            self.value(token.0).text(")");
        }
        self
    }

    /// The part of an index that a walk goes along: a value, a range of the order, and what is behind the cursor.
    fn walk_range(&mut self, query: &InboxQuery, lead: Option<Lead>) {
        let column = query.sort.column();
        self.text(&format!("{column} is not null"));
        let range = LEADS.into_iter().find(|range| range.is_range_of(query.sort));
        for part in lead.into_iter().chain(range) {
            let undo = self.text.len();
            self.text(" and ");
            if !self.lead(query, part) {
                self.text.truncate(undo);
            }
        }
        self.keyset(query, column);
    }

    fn keyset(&mut self, query: &InboxQuery, column: &str) -> &mut Self {
        if let Some(after) = query.after {
            let sign = if query.direction == Direction::Descending { "<" } else { ">" };
            self.compare(column, sign, after);
        }
        self
    }

    fn compare(&mut self, column: &str, sign: &str, cursor: Cursor) {
        self.text(&format!(" and ({column}, c.id) {sign} ("));
        self.value(cursor.value).text(", ").value(cursor.id.0).text(")");
    }

    fn walk_on(&mut self, query: &InboxQuery, column: &str, direction: Direction) {
        if let Some(after) = query.after {
            let sign = if direction == Direction::Descending { "<" } else { ">" };
            self.text(&format!(" and {column} {sign} ")).value(after.id.0);
        }
    }

    fn order(&mut self, direction: Direction, column: &str) {
        let word = if direction == Direction::Descending { "desc" } else { "asc" };
        self.text(&format!(" order by {column} {word}, c.id {word}"));
    }
}

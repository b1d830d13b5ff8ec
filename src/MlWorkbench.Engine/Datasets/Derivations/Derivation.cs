namespace MlWorkbench.Engine.Datasets.Derivations;

/// <summary>The steps that derive a table from another one, in this order: join columns of a second table, filter rows, split by time, and sample.</summary>
/// <param name="Join">The join. If null, no second table is joined.</param>
/// <param name="Filter">Conditions that every row must meet, as text (see <see cref="Datasets.Filters.RowCondition"/>).</param>
/// <param name="Time">The split by time. If null, rows of all times are used.</param>
/// <param name="Sample">The sample. If null, all rows are used.</param>
public sealed record Derivation(LookupJoin? Join = null, IReadOnlyList<string>? Filter = null, TimePart? Time = null, RowSampling? Sample = null)
{
    public bool IsEmpty => Join is null && Filter is null or [] && Time is null && Sample is null;

    /// <summary>One statement per step; <see cref="DerivationText"/> forms their text.</summary>
    /// <param name="joined">Name of the second table: <c>shops, version 2</c>. Null without a join.</param>
    public IEnumerable<Statement> Describe(string? joined)
    {
        if (Join is not null)
        {
            yield return Statement.Of(
                Join.KeepUnmatched ? "derived_by_join_keeping_unmatched" : "derived_by_join",
                ("joined", joined ?? ""),
                ("key", Join.Key),
                ("otherKey", Join.OtherKey));
        }

        if (Filter is { Count: > 0 })
        {
            yield return Statement.Of("derived_by_filter", ("conditions", string.Join(" and ", Filter)));
        }

        if (Time is { Later: false })
        {
            yield return Statement.Of("derived_by_time_earlier", ("percent", Time.Share * 100), ("column", Time.Column));
        }
        else if (Time is not null)
        {
            yield return Statement.Of("derived_by_time_later", ("percent", (1 - Time.Share) * 100), ("column", Time.Column));
        }

        if (Sample is not null)
        {
            yield return Statement.Of(
                Sample.Rows == 1 ? "derived_by_sample_of_one_row" : "derived_by_sample",
                ("rows", Sample.Rows),
                ("seed", Sample.Seed));
        }
    }
}

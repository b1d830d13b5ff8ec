using System.Globalization;
using MlWorkbench.Engine.Datasets.Quality;

namespace MlWorkbench.Engine.Datasets.Derivations;

/// <summary>The steps that derive a table from another one, in this order: join columns of a second table, filter rows, split by time, and sample.</summary>
/// <param name="Join">The join. If null, no second table is joined.</param>
/// <param name="Filter">Conditions that every row must meet, as text (see <see cref="Datasets.Filters.RowCondition"/>).</param>
/// <param name="Time">The split by time. If null, rows of all times are used.</param>
/// <param name="Sample">The sample. If null, all rows are used.</param>
public sealed record Derivation(LookupJoin? Join = null, IReadOnlyList<string>? Filter = null, TimePart? Time = null, RowSampling? Sample = null)
{
    public bool IsEmpty => Join is null && Filter is null or [] && Time is null && Sample is null;

    /// <param name="joined">Name of the second table in the text: <c>shops, version 2</c>.</param>
    public string Describe(string? joined) => string.Join("; ", Steps(joined));

    private IEnumerable<string> Steps(string? joined)
    {
        if (Join is not null)
        {
            yield return $"joined with {joined} where {Join.Key} = {Join.OtherKey}{(Join.KeepUnmatched ? ", including rows without a match" : "")}";
        }

        if (Filter is { Count: > 0 })
        {
            yield return $"rows with {string.Join(" and ", Filter)}";
        }

        if (Time is not null)
        {
            yield return $"the {(Time.Later ? "later" : "earlier")} {((Time.Later ? 1 - Time.Share : Time.Share) * 100).ToString("0.#", CultureInfo.InvariantCulture)} % by {Time.Column}";
        }

        if (Sample is not null)
        {
            yield return $"{QualityText.Rows(Sample.Rows)} sampled with seed {Sample.Seed}";
        }
    }
}

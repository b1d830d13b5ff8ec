using System.Globalization;
using MlWorkbench.Engine.Datasets.Quality;

namespace MlWorkbench.Engine.Datasets.Derivations;

/// <summary>How a table is made of another one, in this order: columns of a second table are joined, rows are filtered, cut by time, and drawn.</summary>
/// <param name="Join">Left out: no second table.</param>
/// <param name="Filter">Conditions that every row meets, as text (see <see cref="Datasets.Filters.RowCondition"/>).</param>
/// <param name="Time">Left out: all times.</param>
/// <param name="Sample">Left out: all rows.</param>
public sealed record Derivation(LookupJoin? Join = null, IReadOnlyList<string>? Filter = null, TimePart? Time = null, RowDraw? Sample = null)
{
    public bool IsEmpty => Join is null && Filter is null or [] && Time is null && Sample is null;

    /// <param name="joined">What the second table is called in the text: <c>shops, version 2</c>.</param>
    public string Describe(string? joined) => string.Join("; ", Steps(joined));

    private IEnumerable<string> Steps(string? joined)
    {
        if (Join is not null)
        {
            yield return $"joined with {joined} where {Join.Key} = {Join.OtherKey}{(Join.KeepUnmatched ? ", rows without a match kept" : "")}";
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
            yield return $"{QualityText.Rows(Sample.Rows)} drawn with seed {Sample.Seed}";
        }
    }
}

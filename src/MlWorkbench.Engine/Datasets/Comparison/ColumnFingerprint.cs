using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>Compares the contents of two columns without storing them.</summary>
/// <param name="Values">Fingerprint of all values, in any order.</param>
/// <param name="Shared">Fingerprint of the values of the rows that both tables have, in their order. Null if these rows are too few for a conclusion.</param>
/// <param name="Varies">False for a column with a single value, which resembles many others.</param>
internal sealed record ColumnFingerprint(int Rows, ulong Values, ulong? Shared, bool Varies)
{
    private const int FewestShared = 20;

    /// <param name="shared">The rows that both tables have.</param>
    public static ColumnFingerprint Of(Column column, ReadOnlySpan<int> shared)
    {
        var hashes = new ulong[column.Length];
        ValueHashes.Fill(column, asText: false, hashes);
        var (values, varies) = (0UL, false);
        foreach (var hash in hashes)
        {
            values += ValueHashes.Mix(0, hash);
            varies |= hash != hashes[0];
        }

        var ordered = 0UL;
        foreach (var row in shared)
        {
            ordered = ValueHashes.Mix(ordered, hashes[row]);
        }

        return new ColumnFingerprint(hashes.Length, values, shared.Length < FewestShared ? null : ordered, varies);
    }

    public bool HasSameValues(ColumnFingerprint other) =>
        Varies && other.Varies && ((Rows == other.Rows && Values == other.Values) || (Shared is { } shared && shared == other.Shared));
}

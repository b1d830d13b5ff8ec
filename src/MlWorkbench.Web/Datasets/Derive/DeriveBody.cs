using MlWorkbench.Application.Datasets.Derivations;
using MlWorkbench.Engine.Datasets.Derivations;

namespace MlWorkbench.Web.Datasets.Derive;

/// <summary>The body that derives a version.</summary>
/// <param name="Into">The dataset that it becomes a version of; left out: named after its source.</param>
internal sealed record DeriveBody(string? Into, DeriveBody.JoinBody? Join, IReadOnlyList<string>? Filter, TimePart? Time, RowDraw? Sample)
{
    public DerivationOrder ToOrder() => new(
        new Derivation(Join is null ? null : new LookupJoin(Join.Key, Join.OtherKey ?? Join.Key, Join.KeepUnmatched), Filter, Time, Sample),
        Join?.Dataset,
        Join?.Version);

    /// <param name="Version">Left out: the newest.</param>
    /// <param name="OtherKey">Left out: named as <paramref name="Key"/>.</param>
    internal sealed record JoinBody(string Dataset, int? Version, string Key, string? OtherKey, bool KeepUnmatched);
}

using MlWorkbench.Application.Datasets.Derivations;
using MlWorkbench.Engine.Datasets.Derivations;

namespace MlWorkbench.Web.Datasets.Derive;

/// <summary>The body of a request that derives a version.</summary>
/// <param name="Into">The dataset that receives the version. If omitted, it is named after the source.</param>
internal sealed record DeriveBody(string? Into, DeriveBody.JoinBody? Join, IReadOnlyList<string>? Filter, TimePart? Time, RowSampling? Sample)
{
    public DerivationOrder ToOrder() => new(
        new Derivation(Join is null ? null : new LookupJoin(Join.Key, Join.OtherKey ?? Join.Key, Join.KeepUnmatched), Filter, Time, Sample),
        Join?.Dataset,
        Join?.Version);

    /// <param name="Version">The version of the other dataset. If omitted, the newest.</param>
    /// <param name="OtherKey">The key in the other dataset. If omitted, the same name as <paramref name="Key"/>.</param>
    internal sealed record JoinBody(string Dataset, int? Version, string Key, string? OtherKey, bool KeepUnmatched);
}

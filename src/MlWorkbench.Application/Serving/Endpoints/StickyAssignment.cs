using System.Globalization;

namespace MlWorkbench.Application.Serving.Endpoints;

/// <summary>
/// Assigns entities to shares of an endpoint's traffic. The same entity keeps its point, so a share that grows from its start never moves an entity out.
/// </summary>
/// <remarks>The hash is version 2 of the one of GrowthBook's SDKs: FNV-1a of 32 bits over UTF-16 codes, applied twice, in steps of 1/10,000.</remarks>
internal static class StickyAssignment
{
    private const int Steps = 10_000;
    private const uint Offset = 0x811c9dc5;
    private const uint Prime = 16_777_619;

    /// <summary>Returns the entity's point in [0, 1).</summary>
    /// <param name="seed">Names the deployment. Another seed distributes the same entities independently.</param>
    public static double PointOf(string seed, string entity)
    {
        Span<char> digits = stackalloc char[10];
        Hash(Hash(Offset, seed), entity).TryFormat(digits, out var count, provider: CultureInfo.InvariantCulture);
        return Hash(Offset, digits[..count]) % Steps / (double)Steps;
    }

    private static uint Hash(uint hash, ReadOnlySpan<char> text)
    {
        foreach (var code in text)
        {
            hash = unchecked((hash ^ code) * Prime);
        }

        return hash;
    }
}

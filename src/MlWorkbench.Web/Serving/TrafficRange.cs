namespace MlWorkbench.Web.Serving;

/// <summary>A range of traffic and the length of its steps.</summary>
internal sealed record TrafficRange(string Key, string Title, TimeSpan Length, TimeSpan Step)
{
    public static IReadOnlyList<TrafficRange> All { get; } =
    [
        new("1h", "1 h", TimeSpan.FromHours(1), TimeSpan.FromMinutes(1)),
        new("6h", "6 h", TimeSpan.FromHours(6), TimeSpan.FromMinutes(5)),
        new("24h", "24 h", TimeSpan.FromHours(24), TimeSpan.FromMinutes(15)),
        new("7d", "7 d", TimeSpan.FromDays(7), TimeSpan.FromHours(1)),
    ];
}

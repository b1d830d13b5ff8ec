using System.Globalization;
using System.Text.Json;

namespace MlWorkbench.Application.Serving.Limits;

/// <summary>An endpoint's own limits.</summary>
/// <param name="Rows">Most rows of one call. If null, <see cref="ServingOptions.MaximumRows"/> applies.</param>
/// <param name="Rate">Most calls in a period. Null for any number.</param>
/// <param name="TimeoutSeconds">Longest duration of a call. Null for any duration.</param>
public sealed record CallLimits(int? Rows = null, CallRate? Rate = null, double? TimeoutSeconds = null)
{
    private const int MostRequests = 1_000_000;
    private const double ShortestTimeout = 0.01;
    private const double LongestTimeout = 600;

    /// <summary>The limits of a new endpoint.</summary>
    public static CallLimits None { get; } = new();

    internal static CallLimits Read(string? stored) => stored is null ? None : JsonSerializer.Deserialize<CallLimits>(stored, JsonSerializerOptions.Web)!;

    /// <summary>JSON of the limits. Null if there are none.</summary>
    internal string? Store() => this == None ? null : JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <exception cref="WorkbenchException">A limit is out of range.</exception>
    internal void Check(int serverRows)
    {
        if (Rows is { } rows && (rows < 1 || rows > serverRows))
        {
            throw Invalid("rows", $"'rows' is {rows}; it must be from 1 to {serverRows}, the server's limit (Serving:MaximumRows). Omit it for that limit.");
        }

        if (Rate is { Requests: < 1 or > MostRequests })
        {
            throw Invalid("rate", $"'requests' is {Rate.Requests}; it must be from 1 to {MostRequests}. Omit 'rate' to accept any number of calls.");
        }

        if (TimeoutSeconds is not (null or (>= ShortestTimeout and <= LongestTimeout)))
        {
            throw Invalid("timeoutSeconds",
                $"'timeoutSeconds' is {TimeoutSeconds}; it must be from {ShortestTimeout} to {LongestTimeout}. Omit it to let calls take any time.");
        }
    }

    /// <summary>The limits in words.</summary>
    internal string Describe()
    {
        string?[] parts =
        [
            Rate?.Describe(),
            Rows is { } rows ? string.Create(CultureInfo.InvariantCulture, $"{rows} rows") : null,
            TimeoutSeconds is { } seconds ? string.Create(CultureInfo.InvariantCulture, $"{seconds} s") : null,
        ];
        return string.Join(", ", parts.OfType<string>()) is { Length: > 0 } words ? words : "no limits";
    }

    private static WorkbenchException Invalid(string column, FormattableString message) =>
        WorkbenchException.Invalid("limits_invalid", message.ToString(CultureInfo.InvariantCulture), column: column);
}

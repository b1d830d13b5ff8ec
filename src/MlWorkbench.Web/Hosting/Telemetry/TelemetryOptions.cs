using MlWorkbench.Application;

namespace MlWorkbench.Web.Hosting.Telemetry;

/// <summary>Export of metrics and traces: configuration section <c>Telemetry</c>.</summary>
public sealed class TelemetryOptions
{
    public const string Section = "Telemetry";

    /// <summary>Address of an OpenTelemetry collector, for example <c>http://collector:4317</c>.
    /// If empty, the standard variables of OpenTelemetry decide.</summary>
    public string OtlpEndpoint { get; set; } = "";

    /// <exception cref="WorkbenchException">The setting is not an address.</exception>
    internal Uri? ReadOtlpEndpoint()
    {
        if (OtlpEndpoint.Length == 0)
        {
            return null;
        }

        return Uri.TryCreate(OtlpEndpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw WorkbenchException.Invalid(
                "setting_invalid",
                $"Telemetry:OtlpEndpoint is '{OtlpEndpoint}'. Set it to the address of a collector, for example http://collector:4317.");
    }
}

using System.Globalization;
using System.Net;
using MlWorkbench.Application;

namespace MlWorkbench.Web.Hosting.Telemetry;

/// <summary>Metrics for Prometheus: configuration section <c>Metrics</c>.</summary>
public sealed class MetricsOptions
{
    public const string Section = "Metrics";

    /// <summary>A port that answers <c>/metrics</c> without a token, and nothing else. If null, only the site's own address answers it, with a token.</summary>
    public int? Port { get; set; }

    /// <exception cref="WorkbenchException">The setting is not the number of a port.</exception>
    internal static MetricsOptions Read(IConfiguration configuration)
    {
        var options = configuration.GetSection(Section).Get<MetricsOptions>() ?? new MetricsOptions();
        return options.Port is null or (>= IPEndPoint.MinPort and <= IPEndPoint.MaxPort)
            ? options
            : throw WorkbenchException.Invalid(
                "setting_invalid",
                string.Create(CultureInfo.InvariantCulture, $"Metrics:Port is {options.Port}. Set it to a port from 1 to {IPEndPoint.MaxPort}."));
    }
}

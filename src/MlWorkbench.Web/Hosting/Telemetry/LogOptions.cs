using MlWorkbench.Application;

namespace MlWorkbench.Web.Hosting.Telemetry;

/// <summary>Format of the log: configuration section <c>Logging</c>, which also holds the settings of .NET.</summary>
public sealed class LogOptions
{
    public const string Section = "Logging";

    private const string Plain = "plain";
    private const string Json = "json";

    /// <summary><c>plain</c> for people, or <c>json</c> for programs.</summary>
    public string Format { get; set; } = Plain;

    internal bool IsJson => Format == Json;

    /// <exception cref="WorkbenchException">The setting names no format.</exception>
    internal static LogOptions Read(IConfiguration configuration)
    {
        var options = configuration.GetSection(Section).Get<LogOptions>() ?? new LogOptions();
        return options.Format is Plain or Json
            ? options
            : throw WorkbenchException.Invalid("setting_invalid", $"Logging:Format is '{options.Format}'. Set it to {Plain} or {Json}.");
    }
}

using System.Globalization;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Application.Serving;
using MlWorkbench.Application.Serving.Endpoints;

namespace MlWorkbench.Web.Serving;

/// <summary>Texts and colours of endpoints, identical on every page.</summary>
internal static class ServingText
{
    /// <summary>Colours of Okabe and Ito, after the accent.</summary>
    private static readonly string[] Colours = ["#0D9488", "#E69F00", "#56B4E9", "#CC79A7", "#0072B2", "#D55E00"];

    public static string Milliseconds(double value) => value.ToString("0.0", CultureInfo.InvariantCulture) + " ms";

    /// <summary>A version has the same colour in the bar of shares and in every chart.</summary>
    public static string ColourOf(int version) => Colours[(version - 1) % Colours.Length];

    /// <summary>A version in a list to choose from.</summary>
    public static string Describe(VersionSummary version) =>
        $"Version {version.Number}: {version.RunTitle}{(version.Stage == Stage.None ? "" : $" ({version.Stage})")}";

    /// <summary>Words for the codes of a row's irregularities.</summary>
    public static string Warning(string code) => code switch
    {
        "missingValue" => "missing value",
        "unknownCategory" => "unknown category",
        "unknownColumn" => "unknown column",
        _ => code,
    };

    /// <summary>The way of a prediction's call to its version.</summary>
    public static string RouteOf(LoggedPrediction prediction, EndpointSettings settings) =>
        prediction.Route is not { } id ? "chosen by the caller"
        : settings.Routes.FirstOrDefault(route => route.Id == id && route.Mode == RouteMode.Live) is not { } route ? "earlier rollout"
        : route.Version == settings.Rollout?.Version ? "rollout"
        : "Production";
}

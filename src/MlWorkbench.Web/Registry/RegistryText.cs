using MlWorkbench.Application.Registry.Requests;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Web.Components.Shared;

namespace MlWorkbench.Web.Registry;

/// <summary>Texts of the registry, identical on every page.</summary>
internal static class RegistryText
{
    /// <summary><c>ROC AUC 0.842 (0.824–0.860)</c></summary>
    public static string Of(TestMetric metric) => $"{Metrics.Title(metric.Name)} {ValueOf(metric)}";

    /// <summary><c>0.842 (0.824–0.860)</c></summary>
    public static string ValueOf(TestMetric metric) => MetricText.WithInterval(new MetricValue(metric.Name, metric.Value, metric.Low, metric.High, true));

    /// <summary>The name with the e-mail address, because names are not unique.</summary>
    public static string Person(string? name, string? email) => email is null ? name ?? "" : $"{name} ({email})";

    /// <summary>A request as a headline: <c>Promote churn version 4 to Production</c>.</summary>
    public static string TitleOf(TransitionRequestSummary request) => request.ToStage == Stage.Archived
        ? $"Archive {request.Model} version {request.Version}"
        : $"Promote {request.Model} version {request.Version} to {request.ToStage}";

    /// <summary>The meaning of a stage.</summary>
    public static string Explain(Stage stage) => stage switch
    {
        Stage.None => "Registered, not used yet",
        Stage.Staging => "Being evaluated",
        Stage.Production => "Answers predictions",
        _ => "Retained for the record",
    };

    public static (VerdictLevel Level, string Text) StateOf(TransitionRequestState state) => state switch
    {
        TransitionRequestState.Open => (VerdictLevel.Busy, "Awaiting decision"),
        TransitionRequestState.Approved => (VerdictLevel.Good, "Approved"),
        TransitionRequestState.Rejected => (VerdictLevel.Bad, "Rejected"),
        _ => (VerdictLevel.Neutral, "Withdrawn"),
    };
}

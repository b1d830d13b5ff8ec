using MlWorkbench.Engine.Evaluations;

namespace MlWorkbench.Engine.Monitoring;

/// <summary>Summarizes a drift result in one or two sentences.</summary>
public static class DriftVerdict
{
    private const int Named = 3;

    public static string Sentence(DriftResult result) => OfInputs(result) + Outcome(result.Prediction, "The predictions have") + Outcome(result.Target, "The target has");

    private static string Outcome(FeatureDrift? outcome, string subject) => outcome is { Drifted: true } ? $" {subject} drifted." : "";

    private static string OfInputs(DriftResult result)
    {
        if (result.Tested == 0)
        {
            return "No column could be tested." + Untested(result);
        }

        if (result.Drifted == 0)
        {
            return $"No drift: none of {result.Tested} {Columns(result.Tested)} differs from the training data." + Untested(result);
        }

        var drifted = result.Features.Where(feature => feature.Drifted).Select(feature => feature.Name).ToArray();
        var rest = drifted.Length - Named;
        var names = string.Join(", ", drifted.Take(Named)) + (rest > 0 ? $" and {rest} more" : "");
        var lead = result.DatasetDrifted ? "The dataset has drifted" : "Some columns have drifted, but the dataset as a whole has not";
        return $"{lead}: {result.Drifted} of {result.Tested} {Columns(result.Tested)} ({names}), {MostImportant(result)}{MetricText.Count(result.CurrentRows)} rows compared." + Untested(result);
    }

    private static string MostImportant(DriftResult result)
    {
        var top = result.Features.Where(feature => feature.Importance > 0).MaxBy(feature => feature.Importance);
        return top switch
        {
            null => "",
            { Drifted: true } => $"among them the model's most important one ({top.Name}), ",
            _ => $"not the model's most important one ({top.Name}), ",
        };
    }

    private static string Untested(DriftResult result)
    {
        var failed = result.Features.Count(feature => feature.Error is not null);
        return failed == 0 ? "" : $" {failed} {Columns(failed)} could not be tested.";
    }

    private static string Columns(int count) => count == 1 ? "column" : "columns";
}

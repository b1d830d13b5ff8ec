using MlWorkbench.Application.Access;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Targets;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Application.Experiments;

/// <summary>Reads a target column, and no other, to say at once what can be predicted from it, or why nothing can.</summary>
public sealed class TargetReader(DatasetCatalog datasets)
{
    /// <param name="version">Left out: the newest.</param>
    /// <param name="task">Left out: inferred.</param>
    /// <exception cref="MlWorkbench.Engine.EngineException">The column cannot be a target: constant, empty, an identifier …</exception>
    public async Task<TargetProposal> ProposeAsync(Actor actor, string dataset, int? version, string target, ModelTask? task, string? positiveClass, CancellationToken cancellationToken)
    {
        var path = await datasets.GetArrowFileAsync(actor, dataset, version, cancellationToken);
        var question = new TargetQuestion(target, task, positiveClass);
        // Off the caller's thread: a page must not wait for a column of millions of rows.
        return await Task.Run(
            async () =>
            {
                var table = await ArrowTableFile.ReadAsync(path, [target], cancellationToken);
                var found = TargetAnalysis.Analyze(table, question);
                return new TargetProposal(target, found.Task, Metrics.Default(found.Task).Name, found.Classes, found.PositiveClass, found.LabelledRows.Length, [.. found.Findings, WhyMetric(found.Task)]);
            },
            cancellationToken);
    }

    private static string WhyMetric(ModelTask task) => task switch
    {
        ModelTask.Binary => "ROC AUC is proposed: it asks how well the model ranks, whatever threshold is chosen later and however rare the positive class is.",
        ModelTask.Multiclass => "Log loss is proposed: it rewards probabilities that can be trusted, for every class.",
        _ => "RMSE is proposed: it is in the unit of the target and punishes large errors most.",
    };
}

using MlWorkbench.Application.Access;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Engine.Targets;
using MlWorkbench.Engine.Tasks;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Application.Experiments;

/// <summary>Reads only the target column, and returns the proposed task or the reason why it cannot be a target.</summary>
public sealed class TargetReader(DatasetCatalog datasets)
{
    /// <param name="version">If omitted, the newest version is used.</param>
    /// <param name="task">If omitted, the task is inferred.</param>
    /// <exception cref="MlWorkbench.Engine.EngineException">The column cannot be a target: it is constant, empty or an identifier, for example.</exception>
    public async Task<TargetProposal> ProposeAsync(
        Actor actor,
        string dataset,
        int? version,
        string target,
        ModelTask? task,
        string? positiveClass,
        CancellationToken cancellationToken)
    {
        var path = await datasets.GetArrowFileAsync(actor, dataset, version, cancellationToken);
        var question = new TargetQuestion(target, task, positiveClass);
        // Off the caller's thread: a page must not wait for a column of millions of rows.
        return await Task.Run(
            async () =>
            {
                var table = await ArrowTableFile.ReadAsync(path, [target], cancellationToken);
                var found = TargetAnalysis.Analyze(table, question);
                var metrics = TaskDefinitions.Of(found.Task).Metrics;
                return new TargetProposal(
                    target,
                    found.Task,
                    metrics.Default,
                    found.Classes,
                    found.PositiveClass,
                    found.LabelledRows.Length,
                    [.. found.Findings.Select(SearchText.Of), metrics.WhyDefault]);
            },
            cancellationToken);
    }
}

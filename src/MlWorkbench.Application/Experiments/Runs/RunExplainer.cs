using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Models;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Scoring;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>Explains a run's prediction for a row of its training data.</summary>
public sealed class RunExplainer(IDbContextFactory<WorkbenchDbContext> contexts, ContentStore contents, ModelCache models)
{
    /// <param name="row">1-based data row.</param>
    public async Task<RowExplanation> ExplainAsync(Actor actor, Guid runId, int row, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see explanations");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var run = await db.Runs.AsNoTracking()
            .Where(candidate => candidate.Id == runId && candidate.Experiment!.ProjectId == actor.Project.Id)
            .Select(candidate => new
            {
                candidate.Number,
                Package = candidate.Artifacts.Where(artifact => artifact.Path == SearchProtocol.ModelFile).Select(artifact => artifact.Digest).FirstOrDefault(),
                candidate.Experiment!.Spec,
                candidate.Experiment.DatasetVersion!.Digest,
                Rows = (long?)candidate.Experiment.DatasetVersion.Rows,
            })
            .SingleOrDefaultAsync(cancellationToken)
            ?? throw WorkbenchException.NotFound("such run");
        if (run.Package is null)
        {
            throw WorkbenchException.Conflict("run_without_model", $"Run {run.Number} has no model to explain.");
        }

        var target = ExperimentJson.ReadSpec(run.Spec).Target;
        if (row < 1 || row > run.Rows)
        {
            throw new WorkbenchException(ErrorKind.Malformed, "row_out_of_range", string.Create(CultureInfo.InvariantCulture,
                $"Row {row} does not exist: the dataset version has rows 1 to {run.Rows}."), row);
        }

        var model = await models.FindLookingBackAsync(run.Package, run.Digest, cancellationToken) ?? await models.GetAsync(run.Package, cancellationToken);
        string[] columns = [.. model.Signature.Columns.Select(column => column.Name), target];
        var path = await contents.MaterializeAsync(run.Digest, cancellationToken);
        var table = await ArrowTableFile.ReadRowsAsync(path, row - 1, 1, columns, cancellationToken);
        return Explain(model, table, row, target);
    }

    private static RowExplanation Explain(IScorer model, Table table, int row, string target)
    {
        var signature = model.Signature;
        var inputs = new ScoringRow(signature.Columns.Count);
        inputs.Fill(signature, table, 0);
        var outputs = new double[signature.Outputs];
        model.Score(inputs, outputs);
        var explained = model.ExplainPredicted(inputs, outputs);
        var contributions = signature.Columns
            .Select((column, index) => new ColumnContribution(column.Name, table[column.Name].TextAt(0), explained.Contributions[index]))
            .OrderByDescending(contribution => Math.Abs(contribution.Contribution));
        return new RowExplanation
        {
            Row = row,
            Actual = table[target].TextAt(0),
            Label = signature.LabelOf(outputs),
            Score = signature.ScoreOf(outputs),
            ExplainedClass = explained.Class,
            Space = explained.Space,
            BaseValue = explained.BaseValue,
            Contributions = [.. contributions],
        };
    }
}

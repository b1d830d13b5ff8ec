using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Models;
using MlWorkbench.Scoring;
using MlWorkbench.Scoring.Contributions;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Application.Serving;

/// <summary>Answers prediction calls from the version in Production, or from a given one, and passes each prediction to the log.</summary>
public sealed class PredictionServer(ModelRoutes routes, ModelCache models, PredictionLogWriter log, IOptions<ServingOptions> options, TimeProvider clock)
{
    /// <param name="reference">A version number or alias. If null, the version in Production.</param>
    /// <exception cref="WorkbenchException">The right is missing, the model does not exist, or a row breaks the signature. No row is scored then.</exception>
    public async Task<PredictionAnswer> PredictAsync(
        Actor actor, string modelName, string? reference, PredictionRequest request, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Predict, "score rows");
        var started = clock.GetTimestamp();
        var count = CountRows(request);
        var route = await routes.FindAsync(actor.Project, modelName, reference, cancellationToken);
        var (model, history, odd) = await LookBackAsync(await models.GetAsync(route.PackageDigest, cancellationToken), route, request, count, cancellationToken);
        var signature = model.Signature;
        var rows = new RequestRows(model.Check, signature);
        var predictions = new Prediction[count];
        var entries = new PredictionLogEntry[count];
        var at = clock.GetUtcNow().UtcDateTime;
        var row = new ScoringRow(signature.Columns.Count);
        var outputs = new double[signature.Outputs];
        var number = 0;
        foreach (var values in request.Rows.EnumerateArray())
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows.Read(values, number + 1, row);
            model.Score(row, outputs);
            var prediction = Describe(signature, outputs, request.Explain ? model.ExplainPredicted(row, outputs) : null);
            predictions[number] = prediction;
            entries[number] = new PredictionLogEntry
            {
                Id = prediction.Id,
                ModelVersionId = route.VersionId,
                At = at,
                Inputs = RowJson.Write(row, signature, options.Value.LogTextLength),
                Score = prediction.Score,
                Label = prediction.Label,
                CallMilliseconds = number == count - 1 ? clock.GetElapsedTime(started).TotalMilliseconds : null,
            };
            number++;
        }

        if (route.WhenLogFull == LogWhenFull.Wait)
        {
            await log.AppendAndWaitAsync(entries, cancellationToken);
        }
        else
        {
            log.Append(entries);
        }

        return new PredictionAnswer(route.Model, route.Number, predictions, [.. odd, .. rows.Warnings()], history);
    }

    /// <summary>The model with its newest history: the newest version of its dataset, and the rows in the call.</summary>
    private async Task<(IScorer Model, PredictionHistory? History, IReadOnlyList<PredictionWarning> Warnings)> LookBackAsync(
        IScorer packaged, ModelRoute route, PredictionRequest request, int count, CancellationToken cancellationToken)
    {
        if (packaged.History is not { } columns)
        {
            return request.History is null
                ? (packaged, null, [])
                : throw WorkbenchException.Invalid("history_unused",
                    $"Version {route.Number} of '{route.Model}' does not accept a history: it does not look back in time, or its package is too old. " +
                    "Omit 'history'.");
        }

        var current = route.Newest is { } newest ? await models.FindLookingBackAsync(route.PackageDigest, newest.Digest, cancellationToken) : null;
        var (model, usable) = current is null ? (packaged, null) : (current, route.Newest);
        IReadOnlyList<PredictionWarning> warnings = usable is null && route.Newest is { } unusable
            ? [new PredictionWarning("historyNotUsed", null, count, 1,
                $"Version {unusable.Number} of '{unusable.Dataset}' is not used as history: " +
                "it lacks a column of the past that the model needs, or has too many rows. The model uses the values of its training rows.")]
            : [];
        var earlier = request.History is { } sent ? HistoryRows.Read(sent, columns, options.Value.MaximumHistoryRows) : null;
        return (earlier is null ? model : model.WithHistory(earlier), new PredictionHistory(usable?.Dataset, usable?.Number, earlier?.RowCount ?? 0), warnings);
    }

    private int CountRows(PredictionRequest request)
    {
        if (request.Rows.ValueKind != JsonValueKind.Array)
        {
            throw new WorkbenchException(ErrorKind.Malformed, "rows_missing", "The body must be {\"rows\": [{\"column\": value, …}, …]}: an array 'rows' with one object per row.");
        }

        var count = request.Rows.GetArrayLength();
        var most = request.Explain ? options.Value.MaximumExplainedRows : options.Value.MaximumRows;
        if (count == 0)
        {
            throw WorkbenchException.Invalid("rows_empty", "'rows' is empty. Send at least one row.");
        }

        return count <= most
            ? count
            : throw new WorkbenchException(ErrorKind.TooLarge, "rows_many", string.Create(CultureInfo.InvariantCulture,
                $"The call has {count} rows; at most {most} are allowed{(request.Explain ? " with 'explain'" : "")}. Send several calls."));
    }

    private static Prediction Describe(ModelSignature signature, double[] outputs, ScoreExplanation? explanation) => new(
        Guid.CreateVersion7(),
        signature.LabelOf(outputs),
        signature.ScoreOf(outputs),
        signature.Classes.Count == 0 ? null : ByClass(signature.Classes, outputs),
        explanation?.Space,
        explanation?.BaseValue,
        explanation is null ? null : ByColumn(signature.Columns, explanation.Contributions));

    private static Dictionary<string, double> ByClass(IReadOnlyList<string> classes, double[] outputs)
    {
        var probabilities = new Dictionary<string, double>(classes.Count, StringComparer.Ordinal);
        for (var i = 0; i < classes.Count; i++)
        {
            probabilities.Add(classes[i], outputs[i]);
        }

        return probabilities;
    }

    /// <summary>Contributions by column, the largest first.</summary>
    private static Dictionary<string, double> ByColumn(IReadOnlyList<SignatureColumn> columns, double[] contributions) => Enumerable.Range(0, columns.Count)
        .OrderByDescending(i => Math.Abs(contributions[i]))
        .ToDictionary(i => columns[i].Name, i => contributions[i], StringComparer.Ordinal);
}

using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Serving.Limits;
using MlWorkbench.Application.Serving.Shadows;
using MlWorkbench.Application.Serving.Traffic;

namespace MlWorkbench.Application.Serving;

/// <summary>Answers prediction calls from the routes of an endpoint, or from a given version, and passes each prediction to the log.</summary>
public sealed class PredictionServer(
    ModelRoutes routes,
    RouteModels models,
    CallRates rates,
    PredictionLogWriter log,
    ShadowQueue shadows,
    TrafficMeter traffic,
    PredictionMeter meter,
    IOptions<ServingOptions> options,
    TimeProvider clock)
{
    /// <param name="name">Name of the endpoint. Each model has one of its own name.</param>
    /// <param name="reference">A version number or alias. If null, the endpoint's routes decide.</param>
    /// <exception cref="WorkbenchException">The right is missing, the endpoint does not exist, or a row breaks the signature. No row is scored then.</exception>
    public async Task<PredictionAnswer> PredictAsync(
        Actor actor, string name, string? reference, PredictionRequest request, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Predict, "score rows");
        var started = clock.GetTimestamp();
        ServedCall? call = null;
        try
        {
            call = new ServedCall(await routes.FindAsync(actor.Project, name, reference, cancellationToken), request, models);
            rates.Take(call.Endpoint);
            var answer = await AnswerInTimeAsync(actor, call, started, cancellationToken);
            NoteAnswer(actor, call, clock.GetElapsedTime(started));
            return answer;
        }
        catch (Exception failure)
        {
            NoteFailure(actor, call, failure, clock.GetElapsedTime(started));
            throw;
        }
    }

    private void NoteAnswer(Actor actor, ServedCall call, TimeSpan duration)
    {
        traffic.Answered(call, duration);
        foreach (var scorer in call.Scorers)
        {
            meter.Record((actor.Project.Name, call.Endpoint.Name, scorer.Route.Number), scorer.Rows, null, duration);
        }
    }

    /// <summary>A caller who left is counted in the metrics of the program alone: it says nothing about the version.</summary>
    private void NoteFailure(Actor actor, ServedCall? call, Exception failure, TimeSpan duration)
    {
        if (call is not null && failure is not OperationCanceledException)
        {
            traffic.NotAnswered(call, failure);
        }

        meter.Record(call is null ? null : (actor.Project.Name, call.Endpoint.Name, call.Current.Number), 0, failure, duration);
    }

    /// <exception cref="WorkbenchException">The call takes longer than its endpoint allows. No row is answered.</exception>
    private async Task<PredictionAnswer> AnswerInTimeAsync(Actor actor, ServedCall call, long started, CancellationToken cancellationToken)
    {
        if (call.Endpoint.Limits.TimeoutSeconds is not { } seconds)
        {
            return await AnswerAsync(actor, call, started, cancellationToken);
        }

        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(seconds), clock);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await AnswerAsync(actor, call, started, ended.Token);
        }
        catch (OperationCanceledException cancellation) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new WorkbenchException(ErrorKind.TimedOut, "call_timeout", string.Create(CultureInfo.InvariantCulture,
                $"The call was not answered within {seconds} s, the limit of endpoint '{call.Endpoint.Name}'. " +
                $"Send fewer rows per call, or send it again later."),
                inner: cancellation);
        }
    }

    private async Task<PredictionAnswer> AnswerAsync(Actor actor, ServedCall call, long started, CancellationToken cancellationToken)
    {
        var request = call.Request;
        var count = CountRows(call);
        var keys = new RowKeys(request, count);
        var predictions = new Prediction[count];
        var entries = new PredictionToLog[count];
        var at = clock.GetUtcNow().UtcDateTime;
        var number = 0;
        foreach (var values in request.Rows.EnumerateArray())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var scorer = await call.ScorerOfAsync(keys.EntityIdOf(number), count, cancellationToken);
            var prediction = scorer.Score(values, number + 1);
            predictions[number] = prediction;
            entries[number] = new PredictionToLog
            {
                Id = prediction.Id,
                EndpointId = call.Endpoint.Id,
                ModelVersionId = scorer.Route.VersionId,
                RouteId = scorer.Route.Id,
                CallerId = actor.UserId,
                At = at,
                Signature = scorer.Signature,
                Inputs = scorer.TakeRow(options.Value.LogTextLength),
                Score = prediction.Score,
                Label = prediction.Label,
                AssociationId = keys.AssociationIdOf(number),
                EntityId = keys.EntityIdOf(number),
                Warnings = scorer.RowWarnings,
                Flags = prediction.Flags is { } flags ? string.Join(',', flags) : null,
                CallMilliseconds = number == count - 1 ? clock.GetElapsedTime(started).TotalMilliseconds : null,
            };
            number++;
        }

        var scored = clock.GetElapsedTime(started);
        if (call.Endpoint.WhenLogFull == LogWhenFull.Wait)
        {
            await log.AppendAndWaitAsync(entries, cancellationToken);
        }
        else
        {
            log.Append(entries);
        }

        shadows.Offer(call, entries, scored);
        return new PredictionAnswer(
            call.Endpoint.Model, call.Scorers[0].Route.Number, predictions, [.. call.Scorers.SelectMany(scorer => scorer.Warnings())], call.Scorers[0].History);
    }

    private int CountRows(ServedCall call)
    {
        var request = call.Request;
        if (request.Rows.ValueKind != JsonValueKind.Array)
        {
            throw new WorkbenchException(ErrorKind.Malformed, "rows_missing", "The body must be {\"rows\": [{\"column\": value, …}, …]}: an array 'rows' with one object per row.");
        }

        var count = request.Rows.GetArrayLength();
        var limits = EndpointLimits.Of(call.Endpoint.Limits, options.Value);
        var most = request.Explain ? limits.ExplainedRows : limits.Rows;
        if (count == 0)
        {
            throw WorkbenchException.Invalid("rows_empty", "'rows' is empty. Send at least one row.");
        }

        return count <= most
            ? count
            : throw new WorkbenchException(ErrorKind.TooLarge, "rows_many", string.Create(CultureInfo.InvariantCulture,
                $"The call has {count} rows; at most {most} are allowed{(request.Explain ? " with 'explain'" : "")}. Send several calls."));
    }
}

using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Serving.Endpoints;
using MlWorkbench.Application.Serving.Humility;
using MlWorkbench.Application.Serving.Traffic;

namespace MlWorkbench.Application.Serving.Shadows;

/// <summary>
/// Repeats a sample of the calls with each shadow after their answers, and counts the differences. The queue is limited in rows: beyond, calls are dropped
/// and counted, so that no answer waits for a shadow.
/// </summary>
public sealed class ShadowQueue(
    RouteModels models,
    TrafficMeter traffic,
    PredictionLogWriter log,
    IOptions<ServingOptions> options,
    TimeProvider clock,
    ILogger<ShadowQueue> logger) : BackgroundService
{
    private readonly Channel<ShadowCall> _calls = Channel.CreateUnbounded<ShadowCall>(new UnboundedChannelOptions { SingleReader = true });
    private long _rows;

    /// <summary>Queues the call for each shadow whose sample it is in. Returns immediately.</summary>
    internal void Offer(ServedCall call, IReadOnlyList<PredictionToLog> answers, TimeSpan duration)
    {
        foreach (var shadow in call.Endpoint.Shadows)
        {
            if (StickyAssignment.PointOf($"{shadow.Id:N}", call.Id) < shadow.Share)
            {
                Add(new ShadowCall(call.Endpoint, shadow, call.Request, answers, duration));
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var call in _calls.Reader.ReadAllAsync(stoppingToken))
            {
                await RepeatAsync(call, stoppingToken);
                Interlocked.Add(ref _rows, -call.Answers.Count);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Nobody waits for the calls that are left.
        }
    }

    private void Add(ShadowCall call)
    {
        if (Interlocked.Add(ref _rows, call.Answers.Count) > options.Value.ShadowBacklog)
        {
            Interlocked.Add(ref _rows, -call.Answers.Count);
            CounterOf(call)?.Dropped(call.Answers.Count);
            return;
        }

        _calls.Writer.TryWrite(call);
    }

    private async Task RepeatAsync(ShadowCall call, CancellationToken cancellationToken)
    {
        try
        {
            var model = await models.FindAsync(call.Shadow, call.Endpoint.Model, call.Request.History, call.Answers.Count, cancellationToken);
            // A row that reached an answer was not refused, and must not be refused here.
            var rules = call.Endpoint.Rules.Where(rule => rule.Action != HumilityAction.Refuse).ToList();
            Repeat(call, new RouteScorer(call.Shadow, model, explain: false, rules));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            CounterOf(call)?.NotAnswered(exception);
            logger.LogDebug(exception, "Version {Version} of {Model} could not repeat a call as a shadow", call.Shadow.Number, call.Endpoint.Model);
        }
    }

    private void Repeat(ShadowCall call, RouteScorer scorer)
    {
        var started = clock.GetTimestamp();
        var entries = new PredictionToLog[call.Answers.Count];
        var pairs = new (double, bool)[entries.Length];
        var number = 0;
        foreach (var values in call.Request.Rows.EnumerateArray())
        {
            var answer = call.Answers[number];
            var prediction = scorer.Score(values, number + 1);
            pairs[number] = (prediction.Score - answer.Score, prediction.Label != answer.Label);
            entries[number] = new PredictionToLog
            {
                Id = prediction.Id,
                EndpointId = call.Endpoint.Id,
                ModelVersionId = call.Shadow.VersionId,
                RouteId = call.Shadow.Id,
                ShadowOfId = answer.Id,
                CallerId = answer.CallerId,
                At = answer.At,
                Signature = scorer.Signature,
                Inputs = scorer.TakeRow(options.Value.LogTextLength),
                Score = prediction.Score,
                Label = prediction.Label,
                AssociationId = answer.AssociationId,
                EntityId = answer.EntityId,
                Warnings = scorer.RowWarnings,
                Flags = prediction.Flags is { } flags ? string.Join(',', flags) : null,
            };
            number++;
        }

        CounterOf(call)?.Repeated(pairs, clock.GetElapsedTime(started), call.Duration);
        log.Append(entries);
    }

    private TrafficCounter? CounterOf(ShadowCall call) => traffic.Find(call.Endpoint.Id, call.Shadow.VersionId, RouteMode.Shadow);
}

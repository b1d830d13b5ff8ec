using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Serving.Endpoints;
using MlWorkbench.Application.Serving.Log;
using MlWorkbench.Application.Storage;
using MlWorkbench.Scoring;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Application.Serving.Humility;

/// <summary>Reads, replaces and tries the humility rules of endpoints. Every server applies a change within two seconds.</summary>
public sealed class HumilityRules(IDbContextFactory<WorkbenchDbContext> contexts, ModelRoutes routes, RouteModels models, ChangeLog changes)
{
    private const int SimulatedRows = 10_000;

    /// <exception cref="WorkbenchException">The endpoint does not exist.</exception>
    public async Task<IReadOnlyList<HumilityRule>> ListAsync(Actor actor, string endpoint, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see the rules of endpoints");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return Read((await db.ModelEndpoints.AsNoTracking().SingleByNameAsync(actor.Project, endpoint, cancellationToken)).HumilityRules);
    }

    /// <summary>Replaces all rules of the endpoint. Equal rules change nothing.</summary>
    /// <exception cref="WorkbenchException">The right is missing, Production is empty, or a rule does not fit the model there.</exception>
    public async Task SetAsync(Actor actor, string endpoint, IReadOnlyList<HumilityRule> rules, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Operate, "change the rules of endpoints");
        HumilityRule.CheckAll(rules, (await FindScorerAsync(actor, endpoint, cancellationToken)).Signature);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var current = await db.RequireNowAsync(actor, Permission.Operate, "change the rules of endpoints", cancellationToken);
        var row = await db.ModelEndpoints.SingleByNameAsync(current.Project, endpoint, cancellationToken);
        var stored = rules.Count == 0 ? null : JsonSerializer.Serialize(rules, JsonSerializerOptions.Web);
        if (stored == row.HumilityRules)
        {
            return;
        }

        row.HumilityRules = stored;
        await changes.RecordAsync(db, current, ServingEvents.Of(row), new ServingEvents.HumilityChanged([.. rules.Select(rule => rule.Name)]), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Tries rules on the newest 10,000 predictions of the endpoint, without changing anything.</summary>
    /// <exception cref="WorkbenchException">Production is empty, or a rule does not fit the model there.</exception>
    public async Task<HumilitySimulation> SimulateAsync(Actor actor, string endpoint, IReadOnlyList<HumilityRule> rules, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "try the rules of endpoints");
        var scorer = await FindScorerAsync(actor, endpoint, cancellationToken);
        HumilityRule.CheckAll(rules, scorer.Signature);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.ModelEndpoints.AsNoTracking().SingleByNameAsync(actor.Project, endpoint, cancellationToken);
        var hits = rules.ToDictionary(rule => rule.Name, _ => 0, StringComparer.Ordinal);
        var check = HumilityCheck.Of(rules, scorer.Signature);
        var rows = 0;
        await foreach (var (values, score) in ReadNewestAsync(db, row, scorer.Signature, cancellationToken))
        {
            foreach (var hit in check?.FindHits(values, score) ?? [])
            {
                hits[hit.Name]++;
            }

            rows++;
        }

        return new HumilitySimulation(rows, [.. rules.Select(rule => new HumilityShare(rule.Name, rows == 0 ? 0 : (double)hits[rule.Name] / rows))]);
    }

    /// <summary>The stored rules. Empty if there are none.</summary>
    internal static IReadOnlyList<HumilityRule> Read(string? stored) =>
        stored is null ? [] : JsonSerializer.Deserialize<List<HumilityRule>>(stored, JsonSerializerOptions.Web)!;

    /// <summary>The newest logged rows as the model in Production reads them.</summary>
    private static async IAsyncEnumerable<(ScoringRow Values, double Score)> ReadNewestAsync(
        WorkbenchDbContext db, ModelEndpoint endpoint, ModelSignature signature, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var batches = db.PredictionBatches.Where(batch => db.ModelVersions.Any(version => version.Id == batch.ModelVersionId && version.ModelId == endpoint.ModelId)
            && batch.EndpointId == endpoint.Id && !batch.IsShadow);
        var left = SimulatedRows;
        var values = new ScoringRow(signature.Columns.Count);
        await foreach (var (_, block) in PredictionLogReader.ReadAsync(
            db, batches, LogWindow.All, column => column == LogBlock.Score || LogBlock.IsInput(column), cancellationToken: cancellationToken))
        {
            var scores = block.Doubles(LogBlock.Score);
            Column[] columns = [.. signature.Columns.Select(column => block.Input(column.Name, column.Type))];
            for (var row = block.Rows - 1; row >= 0 && left > 0; row--, left--)
            {
                for (var i = 0; i < columns.Length; i++)
                {
                    values.Numbers[i] = columns[i] is NumericColumn numbers ? numbers.Values[row] : double.NaN;
                    values.Texts[i] = columns[i] is CategoricalColumn texts ? texts.TextAt(row) : null;
                }

                yield return (values, scores[row]);
            }

            if (left == 0)
            {
                yield break;
            }
        }
    }

    private async Task<IScorer> FindScorerAsync(Actor actor, string endpoint, CancellationToken cancellationToken)
    {
        var served = await routes.FindAsync(actor.Project, endpoint, null, cancellationToken);
        return (await models.FindAsync(served.Champion, served.Model, null, 1, cancellationToken)).Scorer;
    }
}

using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Serving;
using MlWorkbench.Application.Serving.Log;
using MlWorkbench.Application.Storage;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Serving;

/// <summary>The prediction log of a workbench.</summary>
internal static class StoredLog
{
    private static readonly ModelSignature Signature = new(
        ModelTask.Binary, "churned", ["No", "Yes"], "Yes", [new("age", ColumnType.Integer, []), new("plan", ColumnType.Category, []), new("since", ColumnType.Date, [])]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A prediction with the inputs age, plan and since.</summary>
    public static PredictionToLog Row(
        Guid versionId,
        DateTime at,
        Guid endpointId = default,
        double age = 30,
        string? plan = "basic",
        string? entity = null,
        string? association = null,
        Guid? shadowOf = null,
        double score = 0.5)
    {
        var inputs = new ScoringRow(Signature.Columns.Count);
        (inputs.Numbers[0], inputs.Texts[1]) = (age, plan);
        return new PredictionToLog
        {
            Id = Guid.CreateVersion7(at),
            EndpointId = endpointId,
            ModelVersionId = versionId,
            At = at,
            Signature = Signature,
            Inputs = inputs,
            Score = score,
            EntityId = entity,
            AssociationId = association,
            ShadowOfId = shadowOf,
        };
    }

    /// <summary>Logs the predictions as the writer does.</summary>
    public static async Task LogAsync(this TestWorkbench workbench, params PredictionToLog[] predictions)
    {
        await using var db = await workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(Token);
        db.PredictionBatches.AddRange(PredictionBatch.Of(predictions));
        await db.SaveChangesAsync(Token);
    }

    /// <summary>All rows of the log, the newest batch first.</summary>
    public static async Task<List<LoggedRow>> ReadLogAsync(this TestWorkbench workbench)
    {
        await using var db = await workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(Token);
        var rows = new List<LoggedRow>();
        await foreach (var part in PredictionLogReader.ReadAsync(db, db.PredictionBatches, LogWindow.All, cancellationToken: Token))
        {
            rows.AddRange(Enumerable.Range(0, part.Block.Rows).Select(row => new LoggedRow(part, row, part.Block.At(row), part.Block.Ids(LogBlock.Id)[row])));
        }

        return rows;
    }

    public static async Task<int> CountLogAsync(this TestWorkbench workbench, bool? isShadow = null)
    {
        await using var db = await workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(Token);
        return await db.PredictionBatches.Where(batch => isShadow == null || batch.IsShadow == isShadow).SumAsync(batch => batch.Rows, Token);
    }
}

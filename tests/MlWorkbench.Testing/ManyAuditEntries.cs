using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Testing;

/// <summary>Inserts a long audit trail with a valid chain, to measure its readers.</summary>
public sealed class ManyAuditEntries(IServiceProvider services)
{
    private const int BatchEntries = 10_000;

    /// <param name="entries">A multiple of 10,000.</param>
    public async Task PlantAsync(int entries)
    {
        var contexts = services.GetRequiredService<IDbContextFactory<WorkbenchDbContext>>();
        for (var written = 0; written < entries; written += BatchEntries)
        {
            await using var db = await contexts.CreateDbContextAsync();
            var last = await db.AuditEntries.AsNoTracking().OrderBy(entry => entry.Sequence).LastAsync();
            for (var i = 0; i < BatchEntries; i++)
            {
                last = After(last);
                db.AuditEntries.Add(last);
            }

            await db.SaveChangesAsync();
        }
    }

    private static AuditEntry After(AuditEntry last)
    {
        var sequence = last.Sequence + 1;
        const string Details = "A sentence of some length about what was done and why.";
        return new AuditEntry
        {
            Sequence = sequence,
            At = last.At,
            ActorId = last.ActorId,
            ActorName = last.ActorName,
            Action = "prediction.exported",
            SubjectKind = "model",
            SubjectId = "churn",
            SubjectName = "churn version 3",
            Details = Details,
            Hash = AuditLog.HashOf(last.Hash, sequence, last.At, last.ActorId, last.ActorName, "prediction.exported", "model", "churn", "churn version 3", Details, null),
        };
    }
}

using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Storage;
using MlWorkbench.Application.Storage.Backups;

namespace MlWorkbench.Application.Backups;

/// <summary>Checks a database file: its pages, its references, the audit chain and the digest of every content. Reads one chunk at a time.</summary>
public sealed class DatabaseVerifier(IServiceProvider services)
{
    private const int MostProblems = 20;

    /// <param name="progress">Receives the completed share, 0 to 1.</param>
    public async Task<DatabaseFacts> VerifyAsync(string file, Action<double>? progress, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        var contexts = new FileContexts(file);
        await using var db = contexts.CreateDbContext();
        var (schema, contents, entries) = ((string?)null, 0, (long?)null);
        try
        {
            await using var interruption = await db.OpenInterruptibleAsync(cancellationToken);
            await CheckPagesAsync(db, problems, cancellationToken);
            string[] applied = [.. await db.Database.GetAppliedMigrationsAsync(cancellationToken)];
            schema = applied.LastOrDefault();
            if (FindSchemaProblem(db, applied) is { } problem)
            {
                problems.Add(problem);
            }
            else
            {
                contents = await CheckContentsAsync(contexts, db, problems, progress, cancellationToken);
                entries = db.Database.GetMigrations().Except(applied, StringComparer.Ordinal).Any() ? null : await CheckAuditAsync(contexts, problems, cancellationToken);
            }
        }
        catch (Exception exception) when (cancellationToken.IsCancellationRequested)
        {
            // SQLite answers an interruption with an error of its own.
            throw new OperationCanceledException("The verification was cancelled.", exception, cancellationToken);
        }
        catch (Exception exception) when (StorageFailure.Find(exception) is not null)
        {
            problems.Add($"The file cannot be read as a database: {exception.GetBaseException().Message}");
        }

        return new DatabaseFacts(schema, contents, entries, problems);
    }

    private static async Task CheckPagesAsync(WorkbenchDbContext db, List<string> problems, CancellationToken cancellationToken)
    {
        var found = await db.Database.SqlQueryRaw<string>($"SELECT integrity_check AS Value FROM pragma_integrity_check LIMIT {MostProblems}").ToListAsync(cancellationToken);
        problems.AddRange(found.Where(line => line != "ok").Select(line => $"Damaged page: {line}"));
        var broken = await db.Database.SqlQueryRaw<string>("SELECT DISTINCT \"table\" || ' -> ' || parent AS Value FROM pragma_foreign_key_check").ToListAsync(cancellationToken);
        problems.AddRange(broken.Select(reference => $"Rows refer to rows that are missing: {reference}"));
    }

    private static string? FindSchemaProblem(WorkbenchDbContext db, string[] applied) => applied.Length == 0
        ? "The file is not a database of MlWorkbench."
        : SchemaFit.FindProblem(applied, db.Database.GetMigrations()) is var (_, reason)
            ? $"The file {reason}"
            : null;

    private async Task<int> CheckContentsAsync(
        FileContexts contexts,
        WorkbenchDbContext db,
        List<string> problems,
        Action<double>? progress,
        CancellationToken cancellationToken)
    {
        var store = ActivatorUtilities.CreateInstance<ContentStore>(services, contexts);
        var contents = await db.Contents.AsNoTracking().Select(content => new { content.Digest, content.Length }).ToListAsync(cancellationToken);
        var total = Math.Max(1, contents.Sum(content => content.Length));
        var (good, read) = (0, 0L);
        foreach (var content in contents)
        {
            try
            {
                await store.CopyToAsync(content.Digest, Stream.Null, cancellationToken);
                good++;
            }
            catch (InvalidDataException damage) when (problems.Count < MostProblems)
            {
                problems.Add(damage.Message);
            }
            catch (InvalidDataException)
            {
                // Enough problems are listed.
            }

            read += content.Length;
            progress?.Invoke((double)read / total);
        }

        return good;
    }

    private async Task<long> CheckAuditAsync(FileContexts contexts, List<string> problems, CancellationToken cancellationToken)
    {
        var audit = await ActivatorUtilities.CreateInstance<AuditTrail>(services, contexts).VerifyAsync(Actor.System, cancellationToken);
        if (audit.FirstBad is { } bad)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"The audit chain is broken at entry {bad}."));
        }

        return audit.Entries;
    }
}

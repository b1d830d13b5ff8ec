using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Datasets.Csv;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Application.Access.Audit;

/// <summary>Writes the audit trail as CSV, batch by batch. Text that a spreadsheet would run as a formula is neutralised.</summary>
public sealed class AuditExport(IDbContextFactory<WorkbenchDbContext> contexts)
{
    private const int BatchRows = 1_000;

    /// <summary>Writes all matching entries, oldest first.</summary>
    public async Task WriteCsvAsync(Actor actor, AuditQuery query, Stream target, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Administer, "export the audit trail");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var writer = new CsvTableWriter(target);
        long last = 0;
        List<AuditRecord> batch;
        do
        {
            var from = last;
            batch = await AuditTrail.Records(db, AuditTrail.Matching(db, actor.Project, query).Where(entry => entry.Sequence > from).OrderBy(entry => entry.Sequence).Take(BatchRows)).ToListAsync(cancellationToken);
            await writer.WriteAsync(ToTable(batch), cancellationToken);
            last = batch.Count > 0 ? batch[^1].Sequence : last;
        }
        while (batch.Count == BatchRows);
    }

    private static Table ToTable(List<AuditRecord> records) => new(
    [
        new NumericColumn("sequence", ColumnType.Integer, [.. records.Select(record => (double)record.Sequence)]),
        Text("at", records, record => record.At.ToString("O")),
        Text("actor", records, record => record.Actor),
        Text("actor_id", records, record => record.ActorId.ToString()),
        Text("actor_email", records, record => record.ActorEmail ?? ""),
        Text("action", records, record => record.Action),
        Text("subject_kind", records, record => record.SubjectKind),
        Text("subject_id", records, record => record.SubjectId),
        Text("subject_name", records, record => record.SubjectName),
        Text("details", records, record => record.Details ?? ""),
        Text("project", records, record => record.Project ?? ""),
    ]);

    private static CategoricalColumn Text(string name, List<AuditRecord> records, Func<AuditRecord, string> value) =>
        new(name, ColumnType.Text, [.. Enumerable.Range(0, records.Count)], [.. records.Select(value)]);
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Reports;

/// <summary>Counts the views of shared links in the background, without delaying the answers.</summary>
public sealed class ReportViews(IDbContextFactory<WorkbenchDbContext> contexts, StorageDamage damage, TimeProvider clock, ILogger<ReportViews> logger) : WriteBehind<int>(contexts, damage, clock, logger)
{
    internal void NoteView(Guid reportId) => Note(reportId, 1);

    protected override int Merge(int earlier, int later) => earlier + later;

    protected override Task WriteAsync(WorkbenchDbContext db, Guid rowId, int value, CancellationToken cancellationToken) =>
        db.Reports.Where(report => report.Id == rowId).ExecuteUpdateAsync(set => set.SetProperty(report => report.Views, report => report.Views + value), cancellationToken);
}

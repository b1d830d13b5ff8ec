using Microsoft.EntityFrameworkCore;

namespace MlWorkbench.Application.Storage;

/// <summary>Creates contexts of the configured database system.</summary>
internal sealed class WorkbenchContexts(DbContextOptions<WorkbenchDbContext> options, IStorageDialect dialect) : IDbContextFactory<WorkbenchDbContext>
{
    public WorkbenchDbContext CreateDbContext() => dialect.CreateContext(options);
}

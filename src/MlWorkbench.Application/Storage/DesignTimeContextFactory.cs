using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace MlWorkbench.Application.Storage;

/// <summary>Used by the <c>dotnet ef</c> command only, to add migrations.</summary>
internal sealed class DesignTimeContextFactory : IDesignTimeDbContextFactory<WorkbenchDbContext>
{
    public WorkbenchDbContext CreateDbContext(string[] args)
    {
        var dialect = new SqliteDialect("Data Source=:memory:", ":memory:");
        var builder = new DbContextOptionsBuilder<WorkbenchDbContext>();
        dialect.Configure(builder);
        return new WorkbenchDbContext(builder.Options, dialect);
    }
}

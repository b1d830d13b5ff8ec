using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace MlWorkbench.Application.Storage;

/// <summary>Used by the <c>dotnet ef</c> command only, to add migrations.</summary>
internal sealed class DesignTimeContextFactory : IDesignTimeDbContextFactory<WorkbenchDbContext>
{
    public WorkbenchDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<WorkbenchDbContext>().UseSqlite("Data Source=:memory:").Options);
}

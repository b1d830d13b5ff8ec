using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Testing;

/// <summary>Acts whenever a chunk of a content was written, as another process can.</summary>
public sealed class ChunkWatch : DbCommandInterceptor
{
    public Action? AfterChunk { get; set; }

    /// <summary>Registers the watch. Pass it to <see cref="TestWorkbench.StartAsync"/>.</summary>
    public void Register(IServiceCollection services) => services.ConfigureDbContext<WorkbenchDbContext>(builder => builder.AddInterceptors(this));

    public override int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result)
    {
        if (command.CommandText.StartsWith("INSERT INTO \"ContentChunks\"", StringComparison.Ordinal))
        {
            AfterChunk?.Invoke();
        }

        return base.NonQueryExecuted(command, eventData, result);
    }
}

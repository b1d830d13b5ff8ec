using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MlWorkbench.Application.Jobs;

internal sealed class JobRunConfiguration : IEntityTypeConfiguration<JobRun>
{
    public void Configure(EntityTypeBuilder<JobRun> builder)
    {
        builder.HasIndex(job => new { job.State, job.QueuedAt });
        builder.HasIndex(job => new { job.ProjectId, job.QueuedAt });
        builder.HasIndex(job => job.SubjectId);
        builder.HasIndex(job => job.Turn);
        builder.HasIndex(job => new { job.Queue, job.RequestedById, job.Turn });
    }
}

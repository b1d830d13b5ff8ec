using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MlWorkbench.Application.Jobs.Schedules;

internal sealed class ScheduleConfiguration : IEntityTypeConfiguration<Schedule>, IEntityTypeConfiguration<ScheduleTick>
{
    public void Configure(EntityTypeBuilder<Schedule> builder)
    {
        builder.HasOne(schedule => schedule.Project).WithMany().HasForeignKey(schedule => schedule.ProjectId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(schedule => new { schedule.Enabled, schedule.NextDueAt });
    }

    public void Configure(EntityTypeBuilder<ScheduleTick> builder)
    {
        builder.HasKey(tick => new { tick.ScheduleId, tick.DueAt });
        builder.HasOne(tick => tick.Schedule).WithMany().HasForeignKey(tick => tick.ScheduleId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(tick => tick.Job).WithMany().HasForeignKey(tick => tick.JobId).OnDelete(DeleteBehavior.Cascade);
    }
}

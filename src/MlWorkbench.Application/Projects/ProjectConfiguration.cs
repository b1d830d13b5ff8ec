using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MlWorkbench.Application.Projects;

internal sealed class ProjectConfiguration : IEntityTypeConfiguration<Project>
{
    public void Configure(EntityTypeBuilder<Project> builder)
    {
        builder.HasIndex(project => project.Name).IsUnique();
        builder.HasIndex(project => project.Look).IsUnique();
        builder.HasData(new Project { Id = ProjectScope.Default.Id, Name = ProjectScope.DefaultName, Title = "Default project" });
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Recipes;

internal sealed class RecipeConfiguration : IEntityTypeConfiguration<Recipe>, IEntityTypeConfiguration<RecipeVersion>
{
    public void Configure(EntityTypeBuilder<Recipe> builder)
    {
        builder.Property(recipe => recipe.Name).UseCollation(WorkbenchDbContext.IgnoresCase);
        builder.HasIndex(recipe => new { recipe.ProjectId, recipe.Name }).IsUnique();
        builder.HasIndex(recipe => new { recipe.ProjectId, recipe.Spelling }).IsUnique();
        builder.HasIndex(recipe => new { recipe.ProjectId, recipe.Look }).IsUnique();
        builder.HasOne<Project>().WithMany().HasForeignKey(recipe => recipe.ProjectId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(recipe => recipe.Dataset).WithMany().HasForeignKey(recipe => recipe.DatasetId).OnDelete(DeleteBehavior.SetNull);
    }

    public void Configure(EntityTypeBuilder<RecipeVersion> builder)
    {
        builder.HasIndex(version => new { version.RecipeId, version.Number }).IsUnique();
        builder.HasOne(version => version.Recipe).WithMany(recipe => recipe.Versions).HasForeignKey(version => version.RecipeId).OnDelete(DeleteBehavior.Cascade);
    }
}

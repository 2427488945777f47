"""The invented city that ships with the house: its organs, matters, people and cases."""
